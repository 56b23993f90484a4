"""Erasures in the table, by id only.

| question | key |
|---|---|
| what is gone of this account, and what is kept  (400 days) | ERASURE#account / ERASURE |
"""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, put, put_new
from kernel.problems import Stale
from services.identity.domain.erasure import KEPT_FOR, Erasure


def find(table: Table, account_id: str) -> Erasure | None:
    """Return the erasure of an account, or None."""
    item = table.get(_pk(account_id), "ERASURE")
    return from_item(Erasure, item) if item else None


def add(erasure: Erasure) -> TransactItem:
    """Write a new erasure."""
    return put_new(_item(erasure), on_conflict=Stale())


def change(after: Erasure, before: Erasure) -> TransactItem:
    """Write a changed erasure; raise Stale if another service looked in between."""
    return put(_item(after), only_if=Attr("version").eq(before.version), on_conflict=Stale())


def _item(erasure: Erasure) -> dict[str, object]:
    ttl = clock.to_epoch(erasure.closed_at + KEPT_FOR)
    return {"pk": _pk(erasure.account_id), "sk": "ERASURE", "ttl": ttl} | to_item(erasure)


def _pk(account_id: str) -> str:
    return f"ERASURE#{account_id}"
