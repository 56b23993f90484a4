"""Stores which countries the numbers of a team or a person may call (N6).

| question | key |
|---|---|
| which countries may numbers of this holder call | COUNTRIES#team or account / COUNTRIES |
"""

from dataclasses import replace

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put
from kernel.problems import Stale
from services.numbers.domain.calling_countries import CallingCountries


def key(holder: str) -> dict[str, str]:
    """Return the key of a holder's list."""
    return {"pk": f"COUNTRIES#{holder}", "sk": "COUNTRIES"}


def find(table: Table, holder: str) -> CallingCountries:
    """Return the list of a holder; without one it has the countries of home."""
    return loaded(holder, table.get(**key(holder)))


def loaded(holder: str, item: Item | None) -> CallingCountries:
    """Return the list of an item that was read together with others."""
    return from_item(CallingCountries, item) if item else CallingCountries(holder)


def save(after: CallingCountries, before: CallingCountries) -> TransactItem:
    """Store the list as decided from `before`; refused with Stale if it changed in between."""
    item = key(after.holder) | to_item(replace(after, version=before.version + 1))
    return put(item, only_if=_same(before), on_conflict=Stale())


def unchanged(seen: CallingCountries) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if the list is not as it was seen."""
    return check(key(seen.holder), _same(seen), on_conflict=Stale())


def erase(holder: str) -> TransactItem:
    """Remove the list of a holder who is no more."""
    return delete(key(holder))


def _same(seen: CallingCountries) -> Condition:
    return Attr("version").eq(seen.version) if seen.version else absent()
