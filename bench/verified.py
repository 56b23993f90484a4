"""The cost of reading a wallet with much usage: its nightly check, and its statement of 31 days (B16, quality.md).

The check begins at the closing of 20 hours before. Usage is one item an hour, whatever number of records it is of; the
same number of journals is an item each. So `statement_items` is what both sides are compared by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from bench.units import Used, counting
from kernel import aws, clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, lines_of, transfer
from services.billing.domain.usage import UsageKind, UsageRecord
from services.billing.stores import entries, ledger
from services.billing.use_cases.books.verify_balances import verify_wallet
from tests.conftest import create_table
from tests.moto_tables import items_in
from tests.usage_writing import write_usage

SIZES = (300, 3_000)
_DAYS = 30
_NIGHT = timedelta(hours=20)  # more hours than moto reads at one instant make a day
_WALLET = "acc_1"
_OWN, _REVENUE = LedgerAccount(_WALLET, "own"), LedgerAccount("revenue", "texts")
_AT_ONCE = 20  # records of a transaction


@dataclass(frozen=True)
class Verified:
    """What is read of a wallet with so many records, or journals, in 30 days."""

    written_as: Literal["records", "journals"]
    number: int
    statement_items: int
    check_calls: int
    check_read_units: float
    statement_calls: int
    statement_read_units: float


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Verified]:
    """Measure every size, written as records and as journals, each in a table of its own."""
    for size in sizes:
        yield _measured("records", size)
        yield _measured("journals", size)


def _measured(written_as: Literal["records", "journals"], size: int) -> Verified:
    client, name, now = aws.client("dynamodb"), f"verified-{uuid4().hex}", clock.now()
    create_table(client, name)
    table = Table(name)
    _fill(table, written_as, [now - timedelta(days=_DAYS) * (1 - place / size) for place in range(size)])
    _verify(table, now - _NIGHT)
    check = _verify(table, now)
    with counting(client) as statement:
        list(entries.read_entries(table, _WALLET, clock.to_text(now - timedelta(days=31))))
    items = len(items_in(name, "ENTRY#"))
    of_check, of_statement = (check.calls, check.read_units), (statement.calls, statement.read_units)
    return Verified(written_as, size, items, *of_check, *of_statement)


def _verify(table: Table, now: datetime) -> Used:
    """Verify the wallet at an instant, and count what it reads."""
    work = UnitOfWork(table, RequestContext("system", now, "cor"))
    with counting(table.client) as used:
        verify_wallet(work, _WALLET)
    work.commit()
    return used


def _fill(table: Table, written_as: str, instants: Sequence[datetime]) -> None:
    first = UnitOfWork(table, RequestContext("system", instants[0] - timedelta(days=1), "cor"))
    ledger.post(first, transfer("bought", Kind.PURCHASE, LedgerAccount("paypal", "bought"), _OWN, 10**9))
    first.commit()
    at_once = _AT_ONCE if written_as == "records" else 1
    for place in range(0, len(instants), at_once):
        work = UnitOfWork(table, RequestContext("system", instants[place], "cor"))
        if written_as == "records":
            records = [_record(place + more, at) for more, at in enumerate(instants[place : place + at_once])]
            write_usage(work, records)
        else:
            ledger.post(work, transfer(f"text_{place}", Kind.SPENT, _OWN, _REVENUE, 100))
        work.commit()


def _record(number: int, at: datetime) -> UsageRecord:
    lines = lines_of((_OWN, -100), (_REVENUE, 100))
    about = ("num_1", "US", "United States", "deck", 100, at, at)
    return UsageRecord(f"rec_{number}", _WALLET, "team_1", UsageKind.TEXT, *about, lines=lines)
