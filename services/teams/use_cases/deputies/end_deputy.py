"""End the wait of a deputy without a hand-over: the owner objects or is back, or the operator withdraws it."""

from typing import Any, Literal

from contracts.teams import TeamNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.teams.domain.account import Account
from services.teams.domain.deputy import Deputy, parse_token
from services.teams.domain.problems import LinkUsed
from services.teams.stores import activity, deputies, teams

Ending = Literal["deputy_objected", "deputy_withdrawn", "deputy_dropped"]


def object_to_deputy(work: UnitOfWork, *, token: str, key: str) -> None:
    """Keep the team with its owner, who has the link of the notice. Raises LinkUsed for a token that does not work."""
    of = parse_token(token, key)
    deputy = deputies.read(work.table, of[0]) if of else None
    if of is None or deputy is None or deputy.deputy_id != of[1]:
        raise LinkUsed
    end_deputy(work, deputy, "deputy_objected", Account(deputy.owner_id))


def withdraw_deputy(work: UnitOfWork, *, team_id: str, operator: str) -> dict[str, Any]:
    """Withdraw a team's deputy, as the operator asks for it. Raises NotFound."""
    deputy = deputies.read(work.table, team_id)
    if deputy is None:
        raise NotFound(field="team_id")
    end_deputy(work, deputy, "deputy_withdrawn", activity.TEAMLINE, operator=operator)
    return {"deputy_id": deputy.deputy_id}


def end_deputy(work: UnitOfWork, deputy: Deputy, ending: Ending, actor: Account, *, operator: str = "") -> None:
    """Delete the deputy, log why, and notify them; raise Stale if they took over, or it ended, in between."""
    work.save([deputies.remove(deputy)])
    team = teams.read(work.table, deputy.team_id)
    if team is None or not team.is_open:
        return
    subject, details = activity.member_subject(deputy.account_id), {"operator": operator} if operator else {}
    work.save([activity.add_line(work, team.team_id, actor, ending, subject, details)])
    if team.owner_id != deputy.account_id:
        work.publish(TeamNoticeDue(team_id=team.team_id, kind="deputy_ended", account_id=deputy.account_id))
