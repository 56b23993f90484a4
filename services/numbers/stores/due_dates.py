"""Stores what is due for numbers, port-ins and messages, and from when: an item of its own, in one of a few shards.

| question | key | index |
|---|---|---|
| for which ids is an action of this kind due | DUE#kind#shard / time#id | |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, delete, put

SHARDS = 8
Due = tuple[str, datetime] | None  # the kind of action, and from when


def move_due_date(subject_id: str, before: Due, after: Due) -> list[TransactItem]:
    """Replace what is due for an id by something else, by another time, or by nothing."""
    was, is_now = _key(subject_id, before), _key(subject_id, after)
    if was == is_now:
        return []
    return [*([delete(was)] if was else []), *([put(is_now)] if is_now else [])]


def list_due(table: Table, kind: str, now: datetime) -> Iterable[str]:
    """Yield the ids for which an action of this kind is due by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"DUE#{kind}#{shard}", up_to=f"{clock.to_text(now)}~"):
            yield item["sk"].partition("#")[2]


def _key(subject_id: str, due: Due) -> dict[str, str] | None:
    if due is None:
        return None
    kind, at = due
    shard = zlib.crc32(subject_id.encode()) % SHARDS
    return {"pk": f"DUE#{kind}#{shard}", "sk": f"{clock.to_text(at)}#{subject_id}"}
