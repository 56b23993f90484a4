"""Stores of which spend limits people were notified (B12).

| question | key |
|---|---|
| was a person notified of this limit in a month | WALLET#account / LIMIT#month#limit |
"""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, put_new
from kernel.problems import Stale

_KEPT = timedelta(days=62)  # longer than the month


def is_there(table: Table, account_id: str, month: str, limit: int) -> bool:
    """Return whether the person was notified."""
    key = _key(account_id, month, limit)
    return table.get(**key) is not None


def note(account_id: str, month: str, limit: int, now: datetime) -> TransactItem:
    """Note that the person is notified; refuse with Stale, so that it is decided again, if it was noted since."""
    kept = {"ttl": clock.to_epoch(now + _KEPT)}
    return put_new(_key(account_id, month, limit) | kept, on_conflict=Stale())


def _key(account_id: str, month: str, limit: int) -> dict[str, str]:
    return {"pk": f"WALLET#{account_id}", "sk": f"LIMIT#{month}#{limit}"}
