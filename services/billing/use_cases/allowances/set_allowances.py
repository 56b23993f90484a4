"""Sets the allowances of up to 100 members at once, row by row: each row is that of one member (B6)."""

from typing import Any

from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from kernel.http.rows import RowRunner, describe_refusal, read_row
from kernel.problems import Problem
from services.billing.http.allowance_views import AllowanceResult, AllowanceResults, AllowanceView
from services.billing.http.giving_schemas import AllowanceRow
from services.billing.stores import allowances, people
from services.billing.use_cases import callers
from services.billing.use_cases.allowances.set_allowance import end_allowance, set_allowance


def set_allowances(work: UnitOfWork, *, request: Request, rows: list[Any], wallet_cap: int) -> AllowanceResults:
    """Set or end the allowance of each member of the rows, in a transaction of its own."""
    table = RememberingTable(work.table)
    caller = callers.load_caller(work, table.get(**people.key(work.context.actor)))
    callers.require_unlocked(UnitOfWork(table, work.context), caller)  # each row makes it a condition of its own
    caller.runs_team()
    runner = RowRunner(work, table, request, AllowanceResult, callers.read_spender)
    read = [read_row(AllowanceRow, row) for row in rows]
    users = [row.user_id for row in read if isinstance(row, AllowanceRow)]
    keys = (key for user_id in users for key in (people.key(user_id), allowances.key(user_id)))
    table.read_ahead((key["pk"], key["sk"]) for key in keys)
    runner.read_ahead(rows)
    return AllowanceResults(
        results=[_set(runner, index, row, rows[index], wallet_cap) for index, row in enumerate(read)]
    )


def _set(
    runner: RowRunner[AllowanceResult], index: int, row: AllowanceRow | Problem, given: Any, wallet_cap: int
) -> AllowanceResult:
    def refuse(problem: Problem) -> AllowanceResult:
        return AllowanceResult(index=index, status=problem.status, problem=describe_refusal(problem, runner.language))

    def change(work: UnitOfWork) -> AllowanceResult:
        assert isinstance(row, AllowanceRow)  # noqa: S101 (for the type checker)
        return AllowanceResult(index=index, status=200, allowance=_change(work, row, wallet_cap))

    return refuse(row) if isinstance(row, Problem) else runner.run(index, given, change, refuse)


def _change(work: UnitOfWork, row: AllowanceRow, wallet_cap: int) -> AllowanceView:
    if row.amount:
        return set_allowance(work, user_id=row.user_id, amount=row.amount.micros, wallet_cap=wallet_cap)
    end_allowance(work, user_id=row.user_id)
    return AllowanceView.of(row.user_id, None)
