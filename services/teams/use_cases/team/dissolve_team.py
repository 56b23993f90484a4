"""Dissolve a team: a small one at once, a large one by the sweep that goes on where this stops (T9)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.http.schemas import Numbers
from services.teams.stores import activity, teams
from services.teams.use_cases import access
from services.teams.use_cases.team import dissolution

_SLICES_AT_ONCE = 5


def dissolve_team(work: UnitOfWork, *, numbers: Numbers) -> None:
    """From now on nothing new happens on the team; its people go, and then it is no more."""
    caller = access.require_owner(work)
    team = teams.read(work.table, caller.team_id)
    if team is None:
        raise Stale
    if team.is_open:
        details = {"numbers": numbers}
        what = activity.team_subject(team)
        work.save([activity.add_line(work, team.team_id, caller, "team_dissolved", what, details)])
        if team.is_empty:
            return dissolution.dissolve_now(work, team)
        work.save([teams.begin_dissolving(team, numbers)])
        work.commit()
        team = replace(team, status="dissolving", numbers=numbers)
    for _ in range(_SLICES_AT_ONCE):
        if dissolution.dissolve_slice(work, team):
            return None
        work.commit()
    return None
