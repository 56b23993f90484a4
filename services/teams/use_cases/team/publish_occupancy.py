"""Publish how many people are on a team and invited to it, after each change (I9)."""

from contracts.teams import TeamOccupancyChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import teams


def publish_occupancy(work: UnitOfWork, team_id: str) -> None:
    """Publish the counters as they are now.

    Counters and revision are in one item, so they belong together whenever they are read. Publishing after the change,
    not in it, lets any number of people join a team at once. Of a team that is being dissolved only its end counts.
    """
    team = teams.read(work.table, team_id)
    if team is None or not team.is_open:
        return
    work.publish(
        TeamOccupancyChanged(
            team_id=team.team_id,
            owner_id=team.owner_id,
            others=team.others,
            open_invitations=team.open_invitations,
            revision=team.revision,
        )
    )
