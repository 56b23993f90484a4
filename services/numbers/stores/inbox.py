"""How the carrier's deliveries lie in the table: stored whole, before anything is done with them (N8).

| question | key | index |
|---|---|---|
| what did this delivery say | WEBHOOK#event / WEBHOOK | |
"""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put_new, update
from services.numbers.domain.problems import DeliveredBefore

_KEPT, _KEPT_OF_TRANSFERS = timedelta(days=400), timedelta(days=30)  # the latter tell of people


def keep(event_id: str, raw: str, now: datetime, *, of_transfer: bool = False) -> TransactItem:
    """Store a delivery; DeliveredBefore if an event of this id is there."""
    item: Item = {"pk": f"WEBHOOK#{event_id}", "sk": "WEBHOOK", "raw": raw, "received_at": clock.to_text(now)}
    kept = _KEPT_OF_TRANSFERS if of_transfer else _KEPT
    return put_new(item | {"ttl": clock.to_epoch(now + kept)}, on_conflict=DeliveredBefore())


def find(table: Table, event_id: str) -> str | None:
    """What a delivery said, letter by letter."""
    item = table.get(f"WEBHOOK#{event_id}", "WEBHOOK")
    return str(item["raw"]) if item else None


def forget(event_id: str) -> TransactItem:
    """What a delivery said is done with, and personal: only that it came stays, so that it does not come twice."""
    return update({"pk": f"WEBHOOK#{event_id}", "sk": "WEBHOOK"}, set={"raw": "{}"})
