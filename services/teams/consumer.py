"""The entry point for events: what teams does when an event of its own or of another service arrives."""

from contracts.billing import (
    CreditsHeld,
    PaymentCompleted,
    PaymentTakenBack,
    PlanCancelled,
    PlanChanged,
    PlanResumed,
)
from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    LineRefused,
    ProfileChanged,
    TeamManagementDisabled,
    TeamManagementEnabled,
)
from contracts.numbers import (
    NumberActivated,
    NumberAssigned,
    NumberHandedOver,
    NumberMoved,
    NumberReleased,
    NumberRequested,
    NumberReserved,
    NumberRestored,
    NumberSuspended,
    NumberUnassigned,
    PortInCancelled,
    PortInCompleted,
    PortInSubmitted,
)
from contracts.teams import (
    InvitationExpired,
    InvitationRevoked,
    InvitationSent,
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    TeamDissolutionDue,
    TeamHandedOver,
    TeamNoticeDue,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams import wiring
from services.teams.domain.number import AssignmentEvent
from services.teams.use_cases.accounts.close_account import close_account
from services.teams.use_cases.accounts.follow_account_events import record_account, record_profile
from services.teams.use_cases.invitations.record_held_credits import record_held_credits
from services.teams.use_cases.invitations.send_invitation import send_invitation
from services.teams.use_cases.notices import request_notices
from services.teams.use_cases.notices.report_refused_line import report_refused_line
from services.teams.use_cases.notices.send_notice import send_team_notice
from services.teams.use_cases.numbers.follow_number_events import record_number, show_own_numbers
from services.teams.use_cases.numbers.log_number_activity import log_number_activity
from services.teams.use_cases.team import dissolution
from services.teams.use_cases.team.open_team import disable_team, enable_team
from services.teams.use_cases.team.publish_occupancy import publish_occupancy
from services.teams.use_cases.team.record_payment import record_payment

consumer = Consumer("teams", wiring.table)
handler = consumer.handler

consumer.on(AccountRegistered)(record_account)
consumer.on(ProfileChanged)(record_profile)
consumer.on(AccountClosed)(close_account)
consumer.on(TeamManagementEnabled)(enable_team)
consumer.on(TeamManagementDisabled)(disable_team)
consumer.on(TeamDissolutionDue)(dissolution.continue_dissolving)
consumer.on(MemberSuspended)(request_notices.notify_of_status)
consumer.on(MemberRestored)(request_notices.notify_of_status)
consumer.on(MemberRoleChanged)(request_notices.notify_of_role)
consumer.on(CreditsHeld)(record_held_credits)
consumer.on(PaymentCompleted)(record_payment)
consumer.on(PaymentTakenBack)(record_payment)
consumer.on(NumberActivated)(record_number)
consumer.on(NumberRestored)(record_number)
consumer.on(NumberSuspended)(record_number)
consumer.on(NumberReserved)(record_number)
consumer.on(NumberReleased)(record_number)
consumer.on(NumberRequested)(log_number_activity)
consumer.on(PortInSubmitted)(log_number_activity)
consumer.on(PortInCancelled)(log_number_activity)
consumer.on(PortInCompleted)(log_number_activity)
consumer.on(PlanCancelled)(log_number_activity)
consumer.on(PlanResumed)(log_number_activity)
consumer.on(PlanChanged)(log_number_activity)


def on_number_assigned(work: UnitOfWork, event: AssignmentEvent) -> None:
    """Record who uses a number, and log who changed that."""
    record_number(work, event)
    log_number_activity(work, event)


consumer.on(NumberAssigned)(on_number_assigned)
consumer.on(NumberMoved)(on_number_assigned)
consumer.on(NumberUnassigned)(on_number_assigned)
consumer.on(NumberHandedOver)(on_number_assigned)


@consumer.on(InvitationSent, has_external_effect=True)
def on_invitation_sent(work: UnitOfWork, event: InvitationSent) -> None:
    """Send an invitation; its first sending also publishes that one more is open."""
    if event.sending == 1:
        publish_occupancy(work, event.team_id)
        work.commit()
    send_invitation(work, event, wiring.links())


@consumer.on(InvitationRevoked)
def on_invitation_revoked(work: UnitOfWork, event: InvitationRevoked) -> None:
    """Publish that one invitation less is open."""
    publish_occupancy(work, event.team_id)


@consumer.on(InvitationExpired)
def on_invitation_expired(work: UnitOfWork, event: InvitationExpired) -> None:
    """Publish that one invitation less is open, and notify the owner."""
    publish_occupancy(work, event.team_id)
    request_notices.notify_of_expiry(work, event)


@consumer.on(MemberJoined)
def on_member_joined(work: UnitOfWork, event: MemberJoined) -> None:
    """Publish that the team has one member more, and show the numbers that they bring."""
    publish_occupancy(work, event.team_id)
    show_own_numbers(work, event)
    request_notices.notify_of_join(work, event)


@consumer.on(MemberRemoved)
def on_member_removed(work: UnitOfWork, event: MemberRemoved) -> None:
    """Publish that the team has one member less, and notify who has to know."""
    publish_occupancy(work, event.team_id)
    request_notices.notify_of_removal(work, event)


@consumer.on(TeamHandedOver)
def on_team_handed_over(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Publish to the new owner how many people are on the team (I9, I10), and notify both parties."""
    publish_occupancy(work, event.team_id)
    request_notices.notify_of_hand_over(work, event)


@consumer.on(LineRefused)
def on_line_refused(work: UnitOfWork, event: LineRefused) -> None:
    """Inform the owners who have invited this number."""
    report_refused_line(work, event, key=wiring.code_key())


@consumer.on(TeamNoticeDue, has_external_effect=True)
def on_team_notice_due(work: UnitOfWork, event: TeamNoticeDue) -> None:
    """Send a notice to a member or the owner."""
    send_team_notice(work, event=event, portal=wiring.portal())
