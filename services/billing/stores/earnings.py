"""Stores when something of a payment for plans is earned next.

| question | key | index |
|---|---|---|
| of which payments is something earned by now: PAYMENT#payment / EARNING | EARNINGS#shard / time#payment | gsi2 |
"""

import zlib
from collections.abc import Iterator
from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put

SHARDS = 8


def set_next(payment_id: str, at: datetime | None) -> TransactItem:
    """Write when something of a payment is earned next; None if nothing is any more."""
    shard = zlib.crc32(payment_id.encode()) % SHARDS
    due: Item = {"gsi2pk": f"EARNINGS#{shard}", "gsi2sk": f"{clock.to_text(at)}#{payment_id}"} if at else {}
    return put({"pk": f"PAYMENT#{payment_id}", "sk": "EARNING", "payment_id": payment_id} | due)


def list_due(table: Table, now: datetime) -> Iterator[str]:
    """Yield the payments of which something is earned by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"EARNINGS#{shard}", index="gsi2", up_to=clock.to_text(now)):
            yield item["payment_id"]
