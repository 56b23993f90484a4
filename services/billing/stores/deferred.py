"""Reads what of a payment for plans is deferred, and until when.

| question | key | index |
|---|---|---|
| which journals moved it (books.py): JOURNAL#cause / JOURNAL | DEFERRED#payment / cause | gsi1 |
| when is something of it earned next (earnings.py) | PAYMENT#payment / EARNING | |
"""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from services.billing.domain.accounts import RESTS


def sum_rest(table: Table, payment_id: str) -> int:
    """Return what all journals add up to in the deferred revenue of a payment, less the tax that a dispute lacks."""
    journals = table.query_all(f"DEFERRED#{payment_id}", index="gsi1")
    lines = [line for journal in journals for line in journal["lines"]]
    return sum(amount for account, _, amount in lines if account in RESTS)


def find_next(table: Table, payment_id: str) -> datetime | None:
    """Return when something of a payment is earned next, or None if nothing is any more."""
    item = table.get(f"PAYMENT#{payment_id}", "EARNING") or {}
    return clock.from_text(item["gsi2sk"].partition("#")[0]) if "gsi2sk" in item else None
