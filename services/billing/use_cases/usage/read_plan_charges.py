"""Reads what number plans cost in a period from the payer's invoices, in the form in which usage is summed (B12)."""

from collections.abc import Mapping
from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan_charges import cells_of
from services.billing.domain.usage_days import DaySums, sum_days
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import NONE, PLAN, Filter
from services.billing.stores import invoices
from services.billing.use_cases.usage.see_usage import Scope


def read_plan_charges(
    work: UnitOfWork, scope: Scope, period: UsagePeriod, wanted: Filter, phones: Mapping[str, str]
) -> list[DaySums]:
    """Return the days of what plans cost, if they are asked for; `phones` are phone numbers by the ids of numbers."""
    if wanted.kind not in (None, PLAN) or wanted.country not in (None, NONE):
        return []
    documents = invoices.list_issued(work.table, scope.wallet, period.start, period.end)
    lines = invoices.lines_of(work.table, {it.invoice_of or it.invoice_id for it in documents})
    cells = cells_of(documents, lines, {phone: number_id for number_id, phone in phones.items()})
    own = None if scope.team_id else scope.reader.account_id  # who pays alone sees all of it as their own
    return sum_days((replace(cell, account_id=own) if own else cell, used) for cell, used in cells)
