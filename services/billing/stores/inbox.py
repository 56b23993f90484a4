"""Stores webhooks of PayPal and notifications of the app stores whole, before they are handled (B9, B14).

| question | key | index |
|---|---|---|
| what did this webhook say | WEBHOOK#event / WEBHOOK | |
"""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put_new
from services.billing.domain.problems import DuplicateDelivery

_RETENTION = timedelta(days=400)


def store(event_id: str, raw: str, now: datetime) -> TransactItem:
    """Store a webhook; refuse with DuplicateDelivery if an event of this id is stored already."""
    item: Item = {
        "pk": f"WEBHOOK#{event_id}",
        "sk": "WEBHOOK",
        "raw": raw,
        "received_at": clock.to_text(now),
        "ttl": clock.to_epoch(now + _RETENTION),
    }
    return put_new(item, on_conflict=DuplicateDelivery())


def find(table: Table, event_id: str) -> str | None:
    """Return the body of a webhook as it arrived, or None."""
    item = table.get(f"WEBHOOK#{event_id}", "WEBHOOK")
    return str(item["raw"]) if item else None
