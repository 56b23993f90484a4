"""Stores what is paused because of a fault of our account at the carrier.

| question | key |
|---|---|
| are everyone's texts or orders paused, or the texts of a holder | CARRIER_PAUSE / area, or area#holder |
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, delete, put
from kernel.problems import Stale
from services.numbers.domain.account_faults import Area, Pause
from services.numbers.domain.problems import CarrierPaused

_PK = "CARRIER_PAUSE"


def find_all(table: Table, area: Area, holder: str = "") -> list[Pause]:
    """Return the pauses of an area that a holder meets: of everyone, and of their own."""
    keys = [_key(area, whose) for whose in dict.fromkeys(["", holder])]
    return [from_item(Pause, item) for item in table.get_each(keys) if item]


def key_of_all(area: Area) -> tuple[str, str]:
    """Return the key of everyone's pause, to be read along with other items."""
    return _PK, str(area)


def open_item(item: Item | None) -> Pause | None:
    """Return the pause that an item is of, or None if there is none."""
    return from_item(Pause, item) if item else None


def still_open(area: Area, holder: str, now: datetime) -> TransactItem:
    """Refuse with CarrierPaused if a holder's own pause is closed at the commit."""
    is_open = Attr("pk").not_exists() | Attr("probe_at").lte(clock.to_text(now))
    return check(_key(area, holder), is_open, on_conflict=CarrierPaused(CarrierPaused.OF[area], retry_after=60))


def list_all(table: Table) -> Iterable[Pause]:
    """Return every pause: few."""
    return (from_item(Pause, item) for item in table.query_all(_PK))


def save(after: Pause, before: Pause | None) -> TransactItem:
    """Store it as decided from `before`; refused with Stale if it changed in between."""
    version = before.version if before else 0
    item = _key(after.area, after.holder) | to_item(replace(after, version=version + 1))
    unchanged = Attr("version").eq(version) if before else Attr("pk").not_exists()
    return put(item, only_if=unchanged, on_conflict=Stale())


def remove(pause: Pause) -> TransactItem:
    """End it; refused with Stale if it changed in between."""
    unchanged = Attr("version").eq(pause.version)
    return delete(_key(pause.area, pause.holder), only_if=unchanged, on_conflict=Stale())


def _key(area: Area, holder: str) -> dict[str, str]:
    return {"pk": _PK, "sk": f"{area}#{holder}" if holder else str(area)}
