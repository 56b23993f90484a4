"""Stores the settings of numbers for calls, with a copy of the number's state: the voice door reads one item.

| question | key |
|---|---|
| what happens to calls of this phone number | CALLED#phone / SETTINGS |
"""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from services.numbers.domain.call_settings import CallSettings


def key(phone_number: str) -> dict[str, str]:
    """Return the key of the settings of a phone number."""
    return {"pk": f"CALLED#{phone_number}", "sk": "SETTINGS"}


def find(table: Table, phone_number: str) -> CallSettings | None:
    """Return the settings, or None."""
    item = table.get(**key(phone_number))
    return from_item(CallSettings, item) if item else None
