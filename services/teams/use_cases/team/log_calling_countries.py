"""Log which countries a team's numbers may call (T10, N6)."""

from contracts.calls import CallingCountriesChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import activity, batch_reads


def log_calling_countries(work: UnitOfWork, event: CallingCountriesChanged) -> None:
    """Write the line, if it is a team's list, unless the team is no more."""
    if not event.holder.startswith("team_"):
        return
    team, actor = batch_reads.read_team_and_actor(work.table, event.holder, work.context.actor)
    if team is None or team.status == "dissolved":
        return
    details = {"added": event.added, "removed": event.removed}
    subject = activity.team_subject(team)
    work.save([activity.add_line(work, team.team_id, actor, "calling_countries_changed", subject, details)])
