"""The reactions of numbers to the events of teams."""

from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    SecondFactorRuleChanged,
    TeamDissolved,
    TeamHandedOver,
    TeamOpened,
)
from kernel.bus.reactions import Reactions
from services.numbers.use_cases.people import follow_account_events, follow_membership_events

reactions = Reactions()

reactions.on(TeamOpened)(follow_account_events.team_opened)
reactions.on(MemberRoleChanged)(follow_account_events.membership_changed)
reactions.on(MemberSuspended)(follow_account_events.membership_changed)
reactions.on(MemberRestored)(follow_account_events.membership_changed)
reactions.on(SecondFactorRuleChanged)(follow_account_events.membership_changed)
reactions.on(TeamHandedOver)(follow_account_events.handed_over)
reactions.on(MemberJoined)(follow_membership_events.member_joined)
reactions.on(MemberRemoved)(follow_membership_events.member_removed)
reactions.on(TeamDissolved)(follow_membership_events.team_dissolved)
