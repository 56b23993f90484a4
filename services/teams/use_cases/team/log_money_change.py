"""Log what people do with the team's money (T10)."""

from typing import Any

from contracts.team_money import TeamMoneyChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.log_line import money
from services.teams.stores import activity, batch_reads

_AMOUNTS = ("amount", "threshold", "monthly_cap")


def log_money_change(work: UnitOfWork, event: TeamMoneyChanged) -> None:
    """Write the line, unless the team is no more; what was bought automatically is by Teamline."""
    team, actor = batch_reads.read_team_and_actor(work.table, event.team_id, event.by)
    if team is None or team.status == "dissolved":
        return
    subject = activity.member_subject(event.user_id) if event.user_id else activity.team_subject(team)
    amounts = {name: getattr(event, name) for name in _AMOUNTS}
    details: dict[str, Any] = {name: money(micros) for name, micros in amounts.items() if micros is not None}
    work.save([activity.add_line(work, team.team_id, actor, event.action, subject, details)])
