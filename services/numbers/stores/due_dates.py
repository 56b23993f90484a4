"""What is due of numbers and transfers, and from when: an item of its own, in one of a few shards, that moves along.

| question | key | index |
|---|---|---|
| of which is something of this kind due | DUE#kind#shard / time#id | |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, delete, put

SHARDS = 8
Due = tuple[str, datetime] | None  # what kind of thing, and when


def moved(thing_id: str, before: Due, after: Due) -> list[TransactItem]:
    """Something else is due of it now, at another time, or nothing."""
    was, is_now = _key(thing_id, before), _key(thing_id, after)
    if was == is_now:
        return []
    return [*([delete(was)] if was else []), *([put(is_now)] if is_now else [])]


def due(table: Table, kind: str, now: datetime) -> Iterable[str]:
    """The ids of all of which something of this kind is due by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"DUE#{kind}#{shard}", up_to=f"{clock.to_text(now)}~"):
            yield item["sk"].partition("#")[2]


def _key(thing_id: str, due: Due) -> dict[str, str] | None:
    if due is None:
        return None
    kind, at = due
    shard = zlib.crc32(thing_id.encode()) % SHARDS
    return {"pk": f"DUE#{kind}#{shard}", "sk": f"{clock.to_text(at)}#{thing_id}"}
