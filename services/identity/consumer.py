"""The door to the bus: what identity does when something happens elsewhere, or here."""

from contracts.identity import AccountClosed, CodeRequested, EmailConfirmationRequested, KnownNumberTried
from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    TeamDissolved,
    TeamHandedOver,
    TeamKept,
    TeamOccupancyChanged,
    TeamRefused,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity import wiring
from services.identity.use_cases.codes.send_code import send_code, send_link, tell_holder
from services.identity.use_cases.profile import follow_team_events
from services.identity.use_cases.profile.close_account import forget_sessions

consumer = Consumer("identity", wiring.table)
handler = consumer.handler

consumer.on(AccountClosed)(forget_sessions)
consumer.on(MemberJoined)(follow_team_events.join_team)
consumer.on(MemberRemoved)(follow_team_events.leave_team)
consumer.on(TeamOccupancyChanged)(follow_team_events.note_occupancy)
consumer.on(TeamRefused)(follow_team_events.refuse_team)
consumer.on(TeamKept)(follow_team_events.keep_team)
consumer.on(TeamHandedOver)(follow_team_events.hand_over_team)
consumer.on(TeamDissolved)(follow_team_events.dissolve_team)


@consumer.on(CodeRequested, has_external_effect=True)
def on_code_requested(work: UnitOfWork, event: CodeRequested) -> None:
    """A code goes out."""
    send_code(work, event, wiring.call)


@consumer.on(KnownNumberTried, has_external_effect=True)
def on_known_number_tried(work: UnitOfWork, event: KnownNumberTried) -> None:
    """The holder of a number hears of it."""
    tell_holder(work, event, wiring.portal())


@consumer.on(EmailConfirmationRequested, has_external_effect=True)
def on_email_confirmation_requested(work: UnitOfWork, event: EmailConfirmationRequested) -> None:
    """A link goes out."""
    send_link(event, wiring.portal())
