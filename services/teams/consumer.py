"""The door to the bus: what teams does when something happens elsewhere, or here."""

from contracts.billing import CreditsHeld
from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    ProfileChanged,
    TeamManagementDisabled,
    TeamManagementEnabled,
)
from contracts.teams import (
    InvitationExpired,
    InvitationRevoked,
    InvitationSent,
    MemberJoined,
    MemberRemoved,
    TeamHandedOver,
)
from kernel.consumer import Consumer
from kernel.work import Work
from services.teams import wiring
from services.teams.use_cases.close_account import close_account
from services.teams.use_cases.know_account import know_account, know_profile
from services.teams.use_cases.note_credits import note_held
from services.teams.use_cases.open_team import give_up_team, want_team
from services.teams.use_cases.send_invitation import send_invitation
from services.teams.use_cases.tell_occupancy import tell_occupancy

consumer = Consumer("teams", wiring.table)
handler = consumer.handler

consumer.on(AccountRegistered)(know_account)
consumer.on(ProfileChanged)(know_profile)
consumer.on(AccountClosed)(close_account)
consumer.on(TeamManagementEnabled)(want_team)
consumer.on(TeamManagementDisabled)(give_up_team)
consumer.on(CreditsHeld)(note_held)


@consumer.on(InvitationSent, reaches_outside=True)
def on_invitation_sent(work: Work, event: InvitationSent) -> None:
    """An invitation goes out; the first sending also makes one more that is open."""
    if event.sending == 1:
        tell_occupancy(work, event.team_id)
        work.commit()
    send_invitation(work, event, wiring.links())


@consumer.on(InvitationRevoked)
def on_invitation_revoked(work: Work, event: InvitationRevoked) -> None:
    """One invitation less is open."""
    tell_occupancy(work, event.team_id)


@consumer.on(InvitationExpired)
def on_invitation_expired(work: Work, event: InvitationExpired) -> None:
    """One invitation less is open."""
    tell_occupancy(work, event.team_id)


@consumer.on(MemberJoined)
def on_member_joined(work: Work, event: MemberJoined) -> None:
    """One more is on the team."""
    tell_occupancy(work, event.team_id)


@consumer.on(MemberRemoved)
def on_member_removed(work: Work, event: MemberRemoved) -> None:
    """One less is on the team."""
    tell_occupancy(work, event.team_id)


@consumer.on(TeamHandedOver)
def on_team_handed_over(work: Work, event: TeamHandedOver) -> None:
    """Somebody else must hear whom they would leave behind (I9, I10)."""
    tell_occupancy(work, event.team_id)
