"""Stores what is held for calls.

| question | key | index |
|---|---|---|
| what is held for this call, and is it settled | HOLD#call / CALL | |
| which calls is something held for, the oldest first | CALLS_HELD#shard / time#call | gsi2 |

What is settled is forgotten after 90 days, when no event of the call can come any more; its journals stay.
"""

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Stale
from services.billing.domain.call_hold import CallHold

SHARDS = 8
_KEPT = timedelta(days=90)


def key(call_id: str) -> dict[str, str]:
    """Return the key of a call's hold."""
    return {"pk": f"HOLD#{call_id}", "sk": "CALL"}


def find(table: Table, call_id: str) -> CallHold | None:
    """Return the hold of a call, or None."""
    return loaded(table.get(**key(call_id)))


def loaded(item: Item | None) -> CallHold | None:
    """Return the hold of an item that was read together with others, or None."""
    return from_item(CallHold, item) if item else None


def save(hold: CallHold, now: datetime) -> TransactItem:
    """Write the hold; refuse with Stale if it changed since it was read."""
    item: Item = key(hold.call_id) | to_item(hold)
    if hold.is_open:
        item |= {"gsi2pk": _shard_of(hold.call_id), "gsi2sk": f"{clock.to_text(hold.arrived_at)}#{hold.call_id}"}
    else:
        item |= {"ttl": clock.to_epoch(now + _KEPT)}
    before = absent() if hold.version == 1 else Attr("version").eq(hold.version - 1)
    return put(item, only_if=before, on_conflict=Stale())


def list_older(table: Table, than: datetime) -> Iterable[CallHold]:
    """Yield every hold of a call that arrived before then and has not ended, reading some at a time."""
    for shard in range(SHARDS):
        for items in table.query_pages(f"CALLS_HELD#{shard}", index="gsi2", up_to=clock.to_text(than)):
            yield from (from_item(CallHold, item) for item in items)


def _shard_of(call_id: str) -> str:
    return f"CALLS_HELD#{zlib.crc32(call_id.encode()) % SHARDS}"
