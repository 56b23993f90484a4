"""The reactions of identity to the events of teams: what an account's place on a team means for it."""

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
from kernel.bus.reactions import Reactions
from services.identity.use_cases.profile import follow_team_events

reactions = Reactions()

reactions.on(MemberJoined)(follow_team_events.add_membership)
reactions.on(MemberRemoved)(follow_team_events.remove_membership)
reactions.on(MemberRoleChanged)(follow_team_events.follow_place)
reactions.on(SecondFactorRuleChanged)(follow_team_events.follow_place)
reactions.on(TeamOccupancyChanged)(follow_team_events.record_occupancy)
reactions.on(TeamRefused)(follow_team_events.disable_refused_team)
reactions.on(TeamKept)(follow_team_events.enable_kept_team)
reactions.on(TeamHandedOver)(follow_team_events.move_team_option)
reactions.on(TeamDissolved)(follow_team_events.forget_dissolved_team)
