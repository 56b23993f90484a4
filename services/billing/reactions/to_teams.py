"""The reactions of billing to the events of teams."""

from contracts.teams import (
    InvitationExpired,
    InvitationRevoked,
    InvitationSent,
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    SecondFactorRuleChanged,
    TeamDissolved,
    TeamHandedOver,
    TeamOpened,
    TeamRenamed,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.stores import people
from services.billing.use_cases.credits import reserve_invitation_credits
from services.billing.use_cases.people import follow_people_events

reactions = Reactions()

reactions.on(TeamOpened)(follow_people_events.team_opened)
reactions.on(MemberRoleChanged)(follow_people_events.membership_changed)
reactions.on(MemberSuspended)(follow_people_events.membership_changed)
reactions.on(MemberRestored)(follow_people_events.membership_changed)
reactions.on(SecondFactorRuleChanged)(follow_people_events.membership_changed)
reactions.on(TeamHandedOver)(follow_people_events.handed_over)
reactions.on(MemberRemoved)(follow_people_events.member_removed)
reactions.on(TeamDissolved)(follow_people_events.team_dissolved)
reactions.on(InvitationRevoked)(reserve_invitation_credits.release_revoked_credits)
reactions.on(InvitationExpired)(reserve_invitation_credits.release_expired_credits)


@reactions.on(TeamRenamed)
def team_renamed(work: UnitOfWork, event: TeamRenamed) -> None:
    """Store the team's new name for receipts and notices."""
    heir = people.find_team(work.table, event.team_id).heir
    if not (heir and people.find(work.table, heir).closed):
        work.save([people.note_team(event.team_id, name=event.name)])


@reactions.on(MemberJoined)
def member_joined(work: UnitOfWork, event: MemberJoined) -> None:
    """Put the account on the team, and give it the credits of its invitation."""
    follow_people_events.member_joined(work, event, wallet_cap=wiring.wallet_cap())


@reactions.on(InvitationSent)
def invitation_sent(work: UnitOfWork, event: InvitationSent) -> None:
    """Hold the credits of an invitation."""
    reserve_invitation_credits.reserve_invitation_credits(work, event, wallet_cap=wiring.wallet_cap())
