"""What tests do with usage: have records debited, and ask what was used."""

import base64
import csv
import io
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import LedgerAccount, Line
from services.billing.domain.usage import UsageKind, UsageRecord
from tests.in_process import Reply
from tests.services.billing.calling import has
from tests.services.billing.harness import MEMBER, OWNER, TEAM, BillingHarness
from tests.usage_writing import write_usage

NOW = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
_ids = count(1)


def used(
    at: str | datetime = NOW,
    amount: int = 10_000,
    *,
    by: str = MEMBER,
    holder: str = TEAM,
    counted_at: str | datetime | None = None,
    **more: Any,
) -> UsageRecord:
    """Return a record of an instant, counted when it was made, unless that is said."""
    made = _instant(at)
    lines = (Line(LedgerAccount(by, "own"), -amount), Line(LedgerAccount("revenue", "calls"), amount)) if amount else ()
    plain = {"kind": UsageKind.CALL, "number_id": "num_1", "country": "US", "place": "United States", "seconds": 60}
    return UsageRecord(
        record_id=f"rec_{next(_ids):06}",
        account_id=by,
        holder=holder,
        deck="2026-11",
        amount=amount,
        at=made,
        counted_at=_instant(counted_at) if counted_at else made,
        lines=lines,
        **plain | more,
    )


def meter(harness: BillingHarness, *records: UsageRecord) -> Sequence[UsageRecord]:
    """Debit these records, which their users can pay, and return them."""
    for account_id in sorted({record.account_id for record in records}):
        if not harness.parts(account_id).get("own"):
            has(harness, account_id, own=10**12)
    book(harness.table, *records)
    return records


def book(table: Table, *records: UsageRecord) -> None:
    """Write records that are paid or cost nothing, a few at a time."""
    for place in range(0, len(records), 10):
        work = UnitOfWork(table, RequestContext(OWNER, clock.now(), "cor"))
        write_usage(work, records[place : place + 10])
        work.commit()


def ask_usage(harness: BillingHarness, as_: str = OWNER, *, accept: str = "*/*", **query: str) -> Reply:
    """Ask what was used; by default from 1 November 2026 to its end."""
    named = {"from": "2026-11-01", "to": "2026-11-30"} | {_name(name): value for name, value in query.items()}
    return harness.ask("GET /v1/usage", as_, query=named, headers={"accept": accept})


def csv_of(*replies: Reply) -> list[list[str]]:
    """Return the lines of a CSV file, of which these are the parts."""
    content = b"".join(base64.b64decode(reply.body) for reply in replies)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def rows(harness: BillingHarness, *columns: str, as_: str = OWNER, **query: str) -> list[tuple[Any, ...]]:
    """Return the rows of what was used: these columns, then the amount."""
    reply = ask_usage(harness, as_, **query)
    assert reply.status == 200, reply
    return [(*(row[column] for column in columns), row["amount"]["amount"]) for row in reply.body["rows"]]


def _name(name: str) -> str:
    return {"first": "from", "last": "to"}.get(name, name)


def _instant(at: str | datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)
