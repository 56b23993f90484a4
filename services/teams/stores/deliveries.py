"""Deliveries of webhooks in the table: the log of an endpoint, for 30 days, and what is due."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.teams.domain.delivery import KEPT, Delivery, DeliveryStatus
from services.teams.stores import keys

SHARDS = 4
_BEGINS = "DELIVERY#"


def read(table: Table, endpoint_id: str, delivery_id: str) -> Delivery | None:
    """Return a delivery to an endpoint, or None."""
    key = keys.delivery(endpoint_id, delivery_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Delivery, item) if item else None


def add(delivery: Delivery) -> TransactItem:
    """Write a new delivery; raise Stale if the event is on its way to this endpoint already."""
    return put_new(_item(delivery), on_conflict=Stale())


def change(delivery: Delivery, before: Delivery) -> TransactItem:
    """Write a changed delivery; raise Stale if it is another one by now."""
    return put(_item(delivery), only_if=Attr("revision").eq(before.revision), on_conflict=Stale())


def read_page(
    table: Table, endpoint_id: str, *, status: DeliveryStatus | None, limit: int, cursor: str | None
) -> ItemPage:
    """Return a page of the log of an endpoint, newest first."""
    only = Attr("status").eq(status) if status else None
    return table.query(
        keys.delivery(endpoint_id, "")["pk"],
        begins=_BEGINS,
        limit=limit,
        cursor=cursor,
        newest_first=True,
        only=only,
    )


def read_missed(table: Table, endpoint_id: str, limit: int, cursor: str | None) -> tuple[list[Delivery], str]:
    """Return some of what an endpoint missed, or failed to take, oldest first, and the cursor of the rest, if any."""
    lost = Attr("status").eq("missed") | Attr("status").eq("failed")
    pk = keys.delivery(endpoint_id, "")["pk"]
    page = table.query(pk, begins=_BEGINS, limit=limit, cursor=cursor, only=lost)
    return [from_item(Delivery, item) for item in page.items], page.next_cursor or ""


def find_due(table: Table, as_of: datetime, most: int) -> Iterator[Delivery]:
    """Yield up to so many deliveries of each shard that are due."""
    for shard in range(SHARDS):
        pages = table.query_pages(_due(shard), index="gsi1", up_to=f"{clock.to_text(as_of)}#~")
        for item in islice(chain.from_iterable(pages), most):
            yield from_item(Delivery, item)


def _item(delivery: Delivery) -> Item:
    item = keys.delivery(delivery.endpoint_id, delivery.delivery_id) | to_item(delivery)
    item |= {"ttl": clock.to_epoch(delivery.created_at + KEPT)}
    if delivery.due_at:
        place = f"{clock.to_text(delivery.due_at)}#{delivery.endpoint_id}#{delivery.delivery_id}"
        item |= {"gsi1pk": _due(_shard(delivery)), "gsi1sk": place}
    return item


def _shard(delivery: Delivery) -> int:
    return hashlib.sha256(f"{delivery.endpoint_id}{delivery.delivery_id}".encode()).digest()[0] % SHARDS


def _due(shard: int) -> str:
    return f"WEBHOOKS_DUE#{shard}"
