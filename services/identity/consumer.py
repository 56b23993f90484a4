"""The entry point for events: what identity does when an event of its own or of another service arrives."""

from contracts.identity import (
    AccountClosed,
    CodeRequested,
    EmailConfirmationRequested,
    KnownNumberTried,
    RecoveryCodeRequested,
    SecurityNoticeDue,
)
from contracts.mail import MailFailed
from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRoleChanged,
    SecondFactorRuleChanged,
    TeamDissolved,
    TeamHandedOver,
    TeamKept,
    TeamOccupancyChanged,
    TeamRefused,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity import wiring
from services.identity.use_cases.codes.send_code import (
    notify_holder,
    send_code,
    send_confirmation_link,
    send_recovery_code,
)
from services.identity.use_cases.notices.security_notices import send_security_notice
from services.identity.use_cases.profile import follow_team_events
from services.identity.use_cases.profile.close_account import remove_sessions
from services.identity.use_cases.profile.stop_mails import stop_mails

consumer = Consumer("identity", wiring.table)
handler = consumer.handler

consumer.on(AccountClosed)(remove_sessions)
consumer.on(MailFailed)(stop_mails)
consumer.on(MemberJoined)(follow_team_events.add_membership)
consumer.on(MemberRemoved)(follow_team_events.remove_membership)
consumer.on(MemberRoleChanged)(follow_team_events.follow_place)
consumer.on(SecondFactorRuleChanged)(follow_team_events.follow_place)
consumer.on(TeamOccupancyChanged)(follow_team_events.record_occupancy)
consumer.on(TeamRefused)(follow_team_events.disable_refused_team)
consumer.on(TeamKept)(follow_team_events.enable_kept_team)
consumer.on(TeamHandedOver)(follow_team_events.move_team_option)
consumer.on(TeamDissolved)(follow_team_events.forget_dissolved_team)


@consumer.on(CodeRequested, has_external_effect=True)
def on_code_requested(work: UnitOfWork, event: CodeRequested) -> None:
    """Send a code to its phone."""
    send_code(work, event, wiring.call)


@consumer.on(KnownNumberTried, has_external_effect=True)
def on_known_number_tried(work: UnitOfWork, event: KnownNumberTried) -> None:
    """Notify the holder of a number that a sign-up with it was tried."""
    notify_holder(work, event, wiring.portal())


@consumer.on(EmailConfirmationRequested, has_external_effect=True)
def on_email_confirmation_requested(work: UnitOfWork, event: EmailConfirmationRequested) -> None:
    """Mail the link that confirms an email."""
    send_confirmation_link(event, wiring.portal())


@consumer.on(RecoveryCodeRequested, has_external_effect=True)
def on_recovery_code_requested(work: UnitOfWork, event: RecoveryCodeRequested) -> None:
    """Mail the code of a recovery."""
    send_recovery_code(work, event)


@consumer.on(SecurityNoticeDue, has_external_effect=True)
def on_security_notice_due(work: UnitOfWork, event: SecurityNoticeDue) -> None:
    """Send a security notice by its channel."""
    send_security_notice(work, event, wiring.portal())
