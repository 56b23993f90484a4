"""Stores the settings of numbers for calls.

| question | key |
|---|---|
| what happens to calls of this phone number | CALLED#phone / SETTINGS |
"""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.numbers.domain.call_settings import CallSettings


def key(phone_number: str) -> dict[str, str]:
    """Return the key of the settings of a phone number."""
    return {"pk": f"CALLED#{phone_number}", "sk": "SETTINGS"}


def find(table: Table, phone_number: str) -> CallSettings | None:
    """Return the settings, or None."""
    item = table.get(**key(phone_number))
    return loaded(item) if item else None


def loaded(item: Item) -> CallSettings:
    """Return the settings of an item that was read together with others."""
    return from_item(CallSettings, item)
