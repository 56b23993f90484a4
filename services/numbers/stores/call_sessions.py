"""Stores which calls began on a day (UTC), by the carrier's id of each: what its records are compared with.

| question | key |
|---|---|
| which calls began between two instants, in a shard of the carrier's ids | SESSIONS#day#shard / time#session |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, put
from services.numbers.domain.call import Call

SHARDS = 8
_KEPT = timedelta(days=40)
_LAST = "~"  # sorts behind every id


def shard_of(session_id: str) -> int:
    """Return the shard of a call, by the carrier's id of it."""
    return zlib.crc32(session_id.encode()) % SHARDS


def note(call: Call) -> TransactItem:
    """Write that there is a call of the carrier's id; which is known from its first report on."""
    at = clock.to_text(call.started_at)
    key = {"pk": _pk(call.started_at, shard_of(call.session_id)), "sk": f"{at}#{call.session_id}"}
    return put(key | {"call_id": call.call_id, "ttl": clock.to_epoch(call.started_at + _KEPT)})


def list_between(table: Table, shard: int, since: datetime, until: datetime) -> Iterable[tuple[str, str]]:
    """Yield the carrier's id and ours of each call of a shard that began then, reading some at a time."""
    day, between = since, (clock.to_text(since), f"{clock.to_text(until)}{_LAST}")
    while day.date() <= until.date():
        for items in table.query_pages(_pk(day, shard), between=between):
            yield from ((item["sk"].partition("#")[2], str(item["call_id"])) for item in items)
        day += timedelta(days=1)


def _pk(at: datetime, shard: int) -> str:
    return f"SESSIONS#{clock.to_text(at)[:10]}#{shard}"
