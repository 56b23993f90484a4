"""Stores the carrier's webhooks in the table: each as received, before it is handled (N8).

| question | key | index |
|---|---|---|
| what did this webhook say | WEBHOOK#event / WEBHOOK | |
"""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put_new, update
from services.numbers.domain.problems import WebhookStoredBefore

_KEPT, _KEPT_OF_PORTS = timedelta(days=400), timedelta(days=30)  # those of ports contain personal data


def create(event_id: str, raw: str, now: datetime, *, of_port: bool = False) -> TransactItem:
    """Store a webhook; refused with WebhookStoredBefore if an event of this id is stored."""
    item: Item = {"pk": f"WEBHOOK#{event_id}", "sk": "WEBHOOK", "raw": raw, "received_at": clock.to_text(now)}
    kept = _KEPT_OF_PORTS if of_port else _KEPT
    return put_new(item | {"ttl": clock.to_epoch(now + kept)}, on_conflict=WebhookStoredBefore())


def find(table: Table, event_id: str) -> str | None:
    """Return the exact body of a webhook, or None."""
    item = table.get(f"WEBHOOK#{event_id}", "WEBHOOK")
    return str(item["raw"]) if item else None


def erase_body(event_id: str) -> TransactItem:
    """Erase the body of a webhook, which is personal; the item stays, so that it is not handled twice."""
    return update({"pk": f"WEBHOOK#{event_id}", "sk": "WEBHOOK"}, set={"raw": "{}"})
