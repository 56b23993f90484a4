"""The reactions of teams to its own events."""

from contracts.teams import (
    InvitationExpired,
    InvitationRevoked,
    InvitationSent,
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    SecondFactorRuleDue,
    TeamDissolutionDue,
    TeamHandedOver,
    TeamNoticeDue,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams import wiring
from services.teams.use_cases.invitations.send_invitation import send_invitation
from services.teams.use_cases.notices import request_notices
from services.teams.use_cases.notices.send_notice import send_team_notice
from services.teams.use_cases.numbers.follow_number_events import show_own_numbers
from services.teams.use_cases.team import apply_factor_rule, dissolution
from services.teams.use_cases.team.publish_occupancy import publish_occupancy

reactions = Reactions()

reactions.on(TeamDissolutionDue)(dissolution.continue_dissolving)
reactions.on(SecondFactorRuleDue)(apply_factor_rule.apply_factor_rule)
reactions.on(MemberSuspended)(request_notices.notify_of_status)
reactions.on(MemberRestored)(request_notices.notify_of_status)
reactions.on(MemberRoleChanged)(request_notices.notify_of_role)


@reactions.on(InvitationSent, has_external_effect=True)
def on_invitation_sent(work: UnitOfWork, event: InvitationSent) -> None:
    """Send an invitation; its first sending also publishes that one more is open."""
    if event.sending == 1:
        publish_occupancy(work, event.team_id)
        work.commit()
    send_invitation(work, event, wiring.links())


@reactions.on(InvitationRevoked)
def on_invitation_revoked(work: UnitOfWork, event: InvitationRevoked) -> None:
    """Publish that one invitation less is open."""
    publish_occupancy(work, event.team_id)


@reactions.on(InvitationExpired)
def on_invitation_expired(work: UnitOfWork, event: InvitationExpired) -> None:
    """Publish that one invitation less is open, and notify the owner."""
    publish_occupancy(work, event.team_id)
    request_notices.notify_of_expiry(work, event)


@reactions.on(MemberJoined)
def on_member_joined(work: UnitOfWork, event: MemberJoined) -> None:
    """Publish that the team has one member more, and show the numbers that they bring."""
    publish_occupancy(work, event.team_id)
    show_own_numbers(work, event)
    request_notices.notify_of_join(work, event)


@reactions.on(MemberRemoved)
def on_member_removed(work: UnitOfWork, event: MemberRemoved) -> None:
    """Publish that the team has one member less, and notify who has to know."""
    publish_occupancy(work, event.team_id)
    request_notices.notify_of_removal(work, event)


@reactions.on(TeamHandedOver)
def on_team_handed_over(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Publish to the new owner how many people are on the team (I9, I10), and notify both parties."""
    publish_occupancy(work, event.team_id)
    request_notices.notify_of_hand_over(work, event)


@reactions.on(TeamNoticeDue, has_external_effect=True)
def on_team_notice_due(work: UnitOfWork, event: TeamNoticeDue) -> None:
    """Send a notice to a member or the owner."""
    send_team_notice(work, event=event, portal=wiring.portal(), key=wiring.code_key())
