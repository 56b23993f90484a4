"""Gives credits to up to 100 members at once, row by row: each row is the allocation of one member (B6).

They come from the team's balance: a hundred charges at PayPal for one click are what no one expects, and one charge for
all would leave open who gets what of a declined or pending one. What the balance cannot bear is refused by row.
"""

from typing import Any

from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from kernel.http.rows import RowRunner, describe_refusal, read_row
from kernel.problems import Problem
from services.billing.http.allocation_views import AllocationResult, AllocationResults
from services.billing.http.giving_schemas import AllocationRow
from services.billing.stores import people
from services.billing.use_cases import callers
from services.billing.use_cases.credits.allocate_credits import allocate_credits, keys_of


def give_credits(work: UnitOfWork, *, request: Request, rows: list[Any], wallet_cap: int) -> AllocationResults:
    """Give each member of the rows credits, in a transaction of its own; what rows need is read beforehand."""
    table = RememberingTable(work.table)
    caller = callers.load_caller(work, table.get(**people.key(work.context.actor)))
    callers.require_unlocked(UnitOfWork(table, work.context), caller)  # each row makes it a condition of its own
    team_id = caller.runs_team()
    runner = RowRunner(work, table, request, AllocationResult, callers.read_spender)
    read = [read_row(AllocationRow, row) for row in rows]
    ids = [request.derived_id("alc", f"allocation {index}") for index in range(len(rows))]
    asked = [(row.user_id, its_id) for row, its_id in zip(read, ids, strict=True) if isinstance(row, AllocationRow)]
    keys = (key for user_id, its_id in asked for key in keys_of(team_id, user_id, its_id).values())
    table.read_ahead((key["pk"], key["sk"]) for key in keys)
    runner.read_ahead(rows)
    return AllocationResults(
        results=[_give(runner, index, row, rows[index], ids[index], wallet_cap) for index, row in enumerate(read)]
    )


def _give(
    runner: RowRunner[AllocationResult],
    index: int,
    row: AllocationRow | Problem,
    given: Any,
    allocation_id: str,
    wallet_cap: int,
) -> AllocationResult:
    def refuse(problem: Problem) -> AllocationResult:
        return AllocationResult(index=index, status=problem.status, problem=describe_refusal(problem, runner.language))

    def give(work: UnitOfWork) -> AllocationResult:
        assert isinstance(row, AllocationRow)  # noqa: S101 (for the type checker)
        given = allocate_credits(
            work, paypal=None, user_id=row.user_id, order=row, allocation_id=allocation_id, wallet_cap=wallet_cap
        )
        return AllocationResult(index=index, status=201, allocation=given)

    return refuse(row) if isinstance(row, Problem) else runner.run(index, given, give, refuse)
