"""Usage records as tests write them: a text or a call of a person, paid by one part of a wallet."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, Wallet, lines_of, transfer
from services.billing.domain.usage import UsageKind, UsageRecord
from services.billing.stores import ledger
from tests.services.billing.harness import MEMBER, TEAM
from tests.usage_writing import write_usage

_numbers = count(1)


def used(at: datetime, amount: int = 10_000, kind: UsageKind = UsageKind.TEXT, *, by: str = MEMBER) -> UsageRecord:
    """Return a record of the member's at an instant, paid by what they own, and counted then."""
    is_call = kind not in (UsageKind.TEXT, UsageKind.TEXT_RECEIVED)
    revenue = LedgerAccount("revenue", "calls" if is_call else "texts")
    lines = lines_of((LedgerAccount(by, "own"), -amount), (revenue, amount))
    return UsageRecord(
        f"rec_{next(_numbers)}", by, TEAM, kind, "num_1", "US", "United States", "2027-01", amount, at, at,
        seconds=60 if is_call else 0, lines=lines,
    )  # fmt: skip


def write(table: Table, *records: UsageRecord) -> None:
    """Write records in one transaction, and list their wallets for the nightly check."""
    work = UnitOfWork(table, RequestContext("system", records[0].counted_at, "cor"))
    write_usage(work, records)
    work.save(*(ledger.list_new(Wallet(name, {})) for name in {record.account_id for record in records}))
    work.commit()


def bought(table: Table, at: datetime, amount: int, *, cause: str = "", by: str = MEMBER) -> None:
    """Book credits that a person bought."""
    work = UnitOfWork(table, RequestContext(by, at, "cor"))
    cause = cause or f"bought-{next(_numbers)}"
    ledger.post(work, transfer(cause, Kind.PURCHASE, LedgerAccount("paypal", cause), LedgerAccount(by, "own"), amount))
    work.save(ledger.list_new(Wallet(by, {})))
    work.commit()


def causes(entries: Iterable[dict[str, object]]) -> list[str]:
    """Return what each entry was booked for."""
    return [str(entry["cause"]) for entry in entries]
