"""The door to the clock: invitations end, and large teams are taken down in slices."""

from collections.abc import Iterator

from kernel.schedule import Run, Schedule
from kernel.work import Work
from services.teams import dissolving, wiring
from services.teams.model import Team
from services.teams.store import lists, teams
from services.teams.use_cases.expire_invitation import expire_invitation

_SLICES_A_RUN = 200

schedule = Schedule("teams", wiring.table)
handler = schedule.handler


@schedule.job(every="rate(1 hour)")
def expire_invitations(run: Run) -> None:
    """Close the invitations whose time is over as of this run."""
    run.each(lists.over(run.table, run.as_of), expire_invitation)


@schedule.job(every="rate(5 minutes)")
def dissolve_teams(run: Run) -> None:
    """Go on with the teams that are being dissolved."""
    over: set[str] = set()

    def slices() -> Iterator[Team]:
        for team in teams.teams_dissolving(run.table):
            for _ in range(_SLICES_A_RUN):
                if team.team_id not in over:
                    yield team

    def slice_off(work: Work, team: Team) -> None:
        if dissolving.slice_off(work, team):
            over.add(team.team_id)

    run.each(slices(), slice_off)
