"""Change up to 100 people at once, row by row: each row is the use case of one person (T7, T8)."""

from collections.abc import Callable
from typing import Any

from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from kernel.http.rows import RowRunner, describe_refusal, read_row
from kernel.problems import Invalid, Problem
from services.teams.domain.invitation import InvitationRules
from services.teams.domain.parting import Parting
from services.teams.http.schemas import UserChange, UserRow
from services.teams.http.views import InvitationView, UserResult, UserResults, UserView
from services.teams.stores import batch_reads
from services.teams.use_cases import access
from services.teams.use_cases.invitations.invite_member import resend_invitation
from services.teams.use_cases.invitations.revoke_invitation import revoke_invitation
from services.teams.use_cases.members.change_member import change_member
from services.teams.use_cases.members.remove_member import remove_member

_Do = Callable[[UnitOfWork], InvitationView | UserView | None]


def change_users(work: UnitOfWork, *, request: Request, rows: list[Any], rules: InvitationRules) -> UserResults:
    """Do what each row says, in a transaction of its own; what rows need is read beforehand, a hundred in one call."""
    table = RememberingTable(work.table)
    caller = access.require_manager(UnitOfWork(table, work.context))
    access.authorize(work, caller)
    runner = RowRunner(work, table, request, UserResult, access.require_manager)
    read = [_read(row) for row in rows]
    named = [row for row in read if isinstance(row, UserRow)]
    batch_reads.read_ahead(
        table,
        caller.team_id,
        (access.resolve_user_id(caller, row.user_id) for row in named if row.user_id),
        (row.invitation_id for row in named if row.invitation_id),
        (number_id for row in named for number_id in row.number_choices),
    )
    runner.read_ahead(rows)
    return UserResults(results=[_run(runner, index, row, rows[index], rules) for index, row in enumerate(read)])


def _read(given: Any) -> UserRow | Problem:
    """Return the row, or what is wrong with it."""
    row = read_row(UserRow, given)
    if isinstance(row, Problem):
        return row
    lacking = next((name for name in _needed(row) if getattr(row, name) is None), None)
    if lacking:
        return Invalid(errors=[{"field": lacking, "code": "missing", "message": "This is required."}])
    return row


def _needed(row: UserRow) -> tuple[str, ...]:
    if row.action == "resend":
        return ("invitation_id",)
    if row.action == "remove" and row.invitation_id:
        return ()
    return ("user_id", "role") if row.action == "set_role" else ("user_id",)


def _run(
    runner: RowRunner[UserResult], index: int, row: UserRow | Problem, given: Any, rules: InvitationRules
) -> UserResult:
    def refuse(problem: Problem) -> UserResult:
        return UserResult(index=index, status=problem.status, problem=describe_refusal(problem, runner.language))

    if isinstance(row, Problem):
        return refuse(row)
    do = _use_case(row, rules)
    return runner.run(index, given, lambda work: _result(index, do(work)), refuse)


def _use_case(row: UserRow, rules: InvitationRules) -> _Do:
    """Return what a row asks for: what the route of one person does."""
    user_id, invitation_id = row.user_id or "", row.invitation_id or ""
    match row.action:
        case "resend":
            return lambda work: resend_invitation(work, invitation_id=invitation_id, rules=rules)
        case "remove" if invitation_id:
            return lambda work: revoke_invitation(work, invitation_id=invitation_id)
        case "remove":
            return lambda work: remove_member(work, user_id=user_id, parting=Parting(row.numbers, row.number_choices))
        case "set_role":
            change = UserChange(role=row.role)
        case "suspend" | "restore":
            change = UserChange(status="suspended" if row.action == "suspend" else "active")
    return lambda work: change_member(work, user_id=user_id, change=change)


def _result(index: int, now: InvitationView | UserView | None) -> UserResult:
    if isinstance(now, InvitationView):
        return UserResult(index=index, status=200, invitation=now)
    return UserResult(index=index, status=200 if now else 204, user=now)
