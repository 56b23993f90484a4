"""Reads what number plans cost in a period from the payer's invoices, summed as usage is, or one by one (B12)."""

from collections.abc import Iterator, Mapping

from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.invoice import Invoice
from services.billing.domain.plan_charges import PlanCharge, cells_of, charges_of
from services.billing.domain.usage_days import DaySums, strand_of, sum_days
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import NONE, PLAN, Filter
from services.billing.stores import invoices
from services.billing.stores.phone_numbers import find_phone_numbers
from services.billing.use_cases.usage.see_usage import FORMER, Scope, name_members

_AT_ONCE = 25  # documents whose lines are read together


def read_plan_charges(
    work: UnitOfWork, scope: Scope, period: UsagePeriod, wanted: Filter, phones: Mapping[str, str]
) -> list[DaySums]:
    """Return the days of what plans cost, if they are asked for; `phones` are phone numbers by the ids of numbers."""
    if not asks_for_plans(wanted):
        return []
    documents = invoices.list_issued(work.table, scope.wallet, period.start, period.end)
    lines = invoices.lines_of(work.table, {it.invoice_of or it.invoice_id for it in documents})
    numbers = {phone: number_id for number_id, phone in phones.items()}
    return sum_days(cells_of((_seen(scope, charge) for charge in charges_of(documents, lines)), numbers))


def list_plan_charges(
    work: UnitOfWork, scope: Scope, period: UsagePeriod, wanted: Filter, after: tuple[str, int] | None
) -> Iterator[PlanCharge]:
    """Yield the charges that are asked for one by one, newest document first, after the line of a document."""
    numbers = {phone: its_id for its_id, phone in find_phone_numbers(work.table, {wanted.number_id or ""}).items()}
    documents = (
        invoices.list_issued(work.table, scope.wallet, period.start, period.end) if asks_for_plans(wanted) else []
    )
    left = [it for it in reversed(documents) if after is None or place_of(it) <= after[0]]
    for start in range(0, len(left), _AT_ONCE):
        some = left[start : start + _AT_ONCE]
        lines = invoices.lines_of(work.table, {it.invoice_of or it.invoice_id for it in some})
        charges = [_seen(scope, charge) for charge in charges_of(some, lines)]
        members = name_members(work, scope, {it.person for it in charges}) if scope.user_id == FORMER else {}
        for charge in charges:
            is_listed = scope.user_id != FORMER or charge.person not in (NONE, *members)
            is_after = after is None or (place_of(charge.document), -charge.place) < (after[0], -after[1])
            if is_listed and is_after and wanted.keeps(strand_of(charge.cell(numbers))):
                yield charge


def place_of(document: Invoice) -> str:
    """Return the place of a document in the list: by when it was issued."""
    return f"{clock.to_text(document.issued_at or document.paid_at)}#{document.number}"


def asks_for_plans(wanted: Filter) -> bool:
    """Return whether charges for plans, which have no country, are asked for."""
    return wanted.plans and wanted.kind in (None, PLAN) and wanted.country in (None, NONE)


def _seen(scope: Scope, charge: PlanCharge) -> PlanCharge:
    """Return a charge as the reader sees it: who pays alone sees all of it as their own."""
    return charge if scope.team_id else charge.of_user(scope.reader.account_id)
