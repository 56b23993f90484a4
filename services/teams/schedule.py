"""The entry point for schedules: invitations that expire, stalled dissolutions, dissolved teams, deputies, webhooks."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.schedule import Run, Schedule
from services.teams import wiring
from services.teams.domain.team import REMEMBERED, Team
from services.teams.stores import deputies, lists, teams

_SLICES_A_RUN = 200  # of one team; the next run goes on
_WEBHOOKS_A_RUN = 500  # of a shard; the next run, a minute later, goes on
_STALLED = timedelta(minutes=10)  # longer than a part runs and waits to be retried once

schedule = Schedule("teams", wiring.table)
handler = schedule.handler


@schedule.job(every="rate(1 hour)")
def expire_invitations(run: Run) -> None:
    """Expire the invitations that are due as of this run."""
    from services.teams.use_cases.invitations.expire_invitation import expire_invitation

    run.each(lists.expired_invitations(run.table, run.as_of), expire_invitation)


@schedule.job(every="rate(1 hour)")
def look_at_deputies(run: Run) -> None:
    """Take the step that is due of each deputy's wait: end it, remind the owner, or hand the team over."""
    from services.teams.use_cases.deputies.look_at_deputy import look_at_deputy

    run.each(deputies.find_all(run.table), look_at_deputy)


@schedule.job(every="rate(5 minutes)")
def dissolve_teams(run: Run) -> None:
    """Request the next part of each dissolution that has stalled: a part of it failed."""
    from services.teams.use_cases.team import dissolution

    run.each(teams.find_stalled(run.table, run.as_of - _STALLED), dissolution.request_part)


@schedule.job(every="rate(1 minute)")
def retry_webhooks(run: Run) -> None:
    """Have the webhooks sent again whose wait is over."""
    from services.teams.stores import deliveries
    from services.teams.use_cases.endpoints.announce import send_due

    run.each(deliveries.find_due(run.table, run.as_of, _WEBHOOKS_A_RUN), send_due)


@schedule.job(every="rate(1 day)")
def forget_teams(run: Run) -> None:
    """Delete what is left of teams dissolved 30 days ago: their logs hold names and numbers."""
    from services.teams.use_cases.team import dissolution

    _in_slices(run, teams.find_dissolved_before(run.table, run.as_of - REMEMBERED), dissolution.remove_slice)


def _in_slices(run: Run, due: Iterable[Team], slice_off: Callable[[UnitOfWork, Team], bool]) -> None:
    """Run slices of each team until it is done or the run's share of it is used up."""
    over: set[str] = set()

    def slices() -> Iterator[Team]:
        for team in due:
            for _ in range(_SLICES_A_RUN):
                if team.team_id in over:
                    break
                yield team

    def settle(work: UnitOfWork, team: Team) -> None:
        if slice_off(work, team):
            over.add(team.team_id)

    run.each(slices(), settle)
