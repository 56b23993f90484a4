"""Pause the endpoints of a team: one that fails, or all when the team gets another owner (E8)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.endpoint import Endpoint
from services.teams.stores import activity, endpoints


def pause_all(work: UnitOfWork, team_id: str) -> None:
    """Pause each active endpoint in the transaction of a hand-over: the former owner chose its address and secret.

    Raise Stale if an endpoint was added, changed or resumed in between: none goes on unseen.
    """
    found = endpoints.read_all(work.table, team_id)
    work.save([endpoints.check_count(team_id, len(found))])
    for endpoint in found:
        if endpoint.is_active:
            work.save([endpoints.change(endpoint.paused("handed_over", work.now), endpoint)])
            log_pause(work, endpoint)
        else:
            work.save([endpoints.check_unchanged(endpoint)])


def log_pause(work: UnitOfWork, endpoint: Endpoint) -> None:
    """Write to the team's log that Teamline paused an endpoint."""
    subject = activity.endpoint_subject(endpoint.endpoint_id, endpoint.host)
    work.save([activity.add_line(work, endpoint.team_id, activity.TEAMLINE, "endpoint_paused", subject)])
