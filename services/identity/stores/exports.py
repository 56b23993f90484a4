"""Exports in the table, under their account; each is changed only as it was read.

| question | key |
|---|---|
| what did this account ask for, how far is it  (8 days) | EXPORTS#account / EXPORT#export |
| was something asked for since this was read | EXPORTS#account / ASKED |
"""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put, put_new
from kernel.problems import Stale
from services.identity.domain.export import REMEMBERED, Export

_BEGINS = "EXPORT#"
_MOST = 60  # as many as two kinds of them are asked for in eight days, and more


def find(table: Table, account_id: str, export_id: str) -> Export | None:
    """Return an export of an account, or None."""
    return from_found(table.get(*key(account_id, export_id)))


def from_found(item: Item | None) -> Export | None:
    """Return the export in an item, or None without one."""
    return from_item(Export, item) if item else None


def key(account_id: str, export_id: str) -> tuple[str, str]:
    """Return the key of an export of an account."""
    return _pk(account_id), f"{_BEGINS}{export_id}"


def list_all(table: Table, account_id: str) -> list[Export]:
    """Return the exports of an account, newest first."""
    page = table.query(_pk(account_id), begins=_BEGINS, limit=_MOST, newest_first=True)
    return [from_item(Export, item) for item in page.items]


def add(export: Export, before: list[Export]) -> list[TransactItem]:
    """Write a new export; raise Stale if another one was asked for since these were read."""
    last = before[0].export_id if before else None
    asked = {"pk": _pk(export.account_id), "sk": "ASKED", "export_id": export.export_id, "ttl": _ttl(export)}
    unchanged = Attr("export_id").eq(last) | absent() if last else absent()
    return [put(asked, only_if=unchanged, on_conflict=Stale()), put_new(_item(export), on_conflict=Stale())]


def change(after: Export, before: Export) -> TransactItem:
    """Write a changed export; raise Stale if it was changed in between."""
    return put(_item(after), only_if=Attr("version").eq(before.version), on_conflict=Stale())


def remove(export: Export) -> TransactItem:
    """Delete an export."""
    return delete({"pk": _pk(export.account_id), "sk": f"{_BEGINS}{export.export_id}"})


def remove_mark(account_id: str) -> TransactItem:
    """Delete the mark of which export was asked for last."""
    return delete({"pk": _pk(account_id), "sk": "ASKED"})


def _item(export: Export) -> dict[str, object]:
    key = {"pk": _pk(export.account_id), "sk": f"{_BEGINS}{export.export_id}", "ttl": _ttl(export)}
    return key | to_item(export)


def _ttl(export: Export) -> int:
    return clock.to_epoch(export.asked_at + REMEMBERED)


def _pk(account_id: str) -> str:
    return f"EXPORTS#{account_id}"
