"""Stores what people have said for emergencies (N11).

| question | key |
|---|---|
| where is this person, and have they acknowledged the notice | EMERGENCY#account / EMERGENCY |
"""

from dataclasses import replace

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.numbers.domain.emergency import Emergency


def key(account_id: str) -> dict[str, str]:
    """Return the key of an account."""
    return {"pk": f"EMERGENCY#{account_id}", "sk": "EMERGENCY"}


def find(table: Table, account_id: str) -> Emergency:
    """Return what an account has said."""
    return loaded(account_id, table.get(**key(account_id)))


def loaded(account_id: str, item: Item | None) -> Emergency:
    """Return what an account has said, of an item that was read together with others."""
    return from_item(Emergency, item) if item else Emergency(account_id)


def save(after: Emergency, before: Emergency) -> TransactItem:
    """Store it as decided from `before`; refused with Stale if it changed in between."""
    item = key(after.account_id) | to_item(replace(after, version=before.version + 1))
    unchanged = Attr("version").eq(before.version) if before.version else absent()
    return put(item, only_if=unchanged, on_conflict=Stale())


def erase(account_id: str) -> TransactItem:
    """Remove it: the account is closed."""
    return delete(key(account_id))
