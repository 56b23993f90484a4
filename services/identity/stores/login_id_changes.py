"""Changes of Login IDs in the table, each deleted by the use of its link (I13)."""

from kernel import clock
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, present, put_new
from kernel.problems import Stale
from services.identity.domain.login_id_change import LoginIdChange
from services.identity.domain.problems import LinkUsed


def read(table: Table, change_id: str) -> LoginIdChange | None:
    """Return the change, or None if it was undone or its item is gone."""
    item = table.get(**_key(change_id))
    return from_item(LoginIdChange, item) if item else None


def add(change: LoginIdChange) -> TransactItem:
    """Write a new change."""
    return put_new(_key(change.id) | {"ttl": clock.to_epoch(change.undo_until)} | to_item(change), on_conflict=Stale())


def use(change: LoginIdChange) -> TransactItem:
    """Delete a change that is undone; raise LinkUsed if another request has undone it."""
    return delete(_key(change.id), only_if=present(), on_conflict=LinkUsed())


def remove(change_id: str) -> TransactItem:
    """Delete a change, whether or not it exists."""
    return delete(_key(change_id))


def _key(change_id: str) -> Item:
    return {"pk": f"LOGIN_CHANGE#{change_id}", "sk": "CHANGE"}
