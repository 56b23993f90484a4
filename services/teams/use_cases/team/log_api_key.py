"""Log what the owner does with the team's API keys (T10, decision 093)."""

from contracts.identity import ApiKeyChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import activity, batch_reads


def log_api_key(work: UnitOfWork, event: ApiKeyChanged) -> None:
    """Write the line, unless the team is no more."""
    team, actor = batch_reads.read_team_and_actor(work.table, event.team_id, event.account_id)
    if team is None or team.status == "dissolved":
        return
    subject = activity.key_subject(event.key_id, event.name)
    work.save([activity.add_line(work, team.team_id, actor, f"api_key_{event.change}", subject)])
