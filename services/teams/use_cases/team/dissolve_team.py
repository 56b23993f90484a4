"""Dissolve a team: a small one at once; for a large one its consumer continues where this stops (T9)."""

from dataclasses import replace

from contracts.teams import TeamDissolutionDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.http.schemas import Numbers
from services.teams.stores import activity, teams
from services.teams.use_cases import access
from services.teams.use_cases.team import dissolution

_SLICES_AT_ONCE = 5


def dissolve_team(work: UnitOfWork, *, numbers: Numbers) -> None:
    """Stop every change on the team, take its people off it, and mark it as dissolved."""
    caller = access.require_owner_in_peace(work)
    team = teams.read(work.table, caller.team_id)
    if team is None:
        raise Stale
    if team.is_open:
        details = {"numbers": numbers}
        what = activity.team_subject(team)
        work.save([activity.add_line(work, team.team_id, caller, "team_dissolved", what, details)])
        if team.is_empty:
            return dissolution.dissolve_now(work, team)
        work.save([teams.begin_dissolving(team, work.now, numbers)])
    if team.others + team.open_invitations > _SLICES_AT_ONCE * dissolution.SLICE:
        if team.is_open:  # with its beginning, so that no crash or timeout is between; its parts are not run twice
            work.publish(TeamDissolutionDue(team_id=team.team_id))
        return None
    if team.is_open:
        work.commit()
        team = replace(team, status="dissolving", numbers=numbers)
    if not dissolution.dissolve_slices(work, team, _SLICES_AT_ONCE):
        work.publish(TeamDissolutionDue(team_id=team.team_id))
    return None
