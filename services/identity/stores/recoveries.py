"""Recoveries in the table, each changed only as it was read (I13). Which one may open an account, the account says."""

from dataclasses import replace
from datetime import timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put, put_new
from kernel.problems import Stale
from services.identity.domain.recovery import Recovery

_KEPT = timedelta(hours=1)


def read(table: Table, recovery_id: str) -> Recovery | None:
    """Return the recovery, or None if it was completed or its item is gone."""
    item = table.get(**_key(recovery_id))
    return from_item(Recovery, item) if item else None


def add(recovery: Recovery) -> TransactItem:
    """Write a new recovery."""
    return put_new(_item(recovery), on_conflict=Stale())


def change(now: Recovery, before: Recovery) -> TransactItem:
    """Write a changed recovery; raise Stale if it was changed in between."""
    item = _item(replace(now, version=before.version + 1))
    return put(item, only_if=Attr("version").eq(before.version), on_conflict=Stale())


def use(recovery: Recovery) -> TransactItem:
    """Delete a recovery that is completed; raise Stale if it was changed in between."""
    return delete(_key(recovery.id), only_if=Attr("version").eq(recovery.version), on_conflict=Stale())


def _item(recovery: Recovery) -> Item:
    return _key(recovery.id) | {"ttl": clock.to_epoch(recovery.ends_at + _KEPT)} | to_item(recovery)


def _key(recovery_id: str) -> Item:
    return {"pk": f"RECOVERY#{recovery_id}", "sk": "RECOVERY"}
