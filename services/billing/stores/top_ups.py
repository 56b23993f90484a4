"""Stores automatic top-ups.

| question | key | index |
|---|---|---|
| what has the owner set, and what is in flight | TOPUP#team / TOPUP | |
| which teams have one (sweep) | TOPUPS#shard / team | gsi2 |
"""

import zlib
from collections.abc import Iterable

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.billing.domain.top_up import TopUp

SHARDS = 4


def key(team_id: str) -> dict[str, str]:
    """Return the key of a team's settings."""
    return {"pk": f"TOPUP#{team_id}", "sk": "TOPUP"}


def find(table: Table, team_id: str) -> TopUp | None:
    """Return the settings, or None if the team has none."""
    item = table.get(**key(team_id))
    return from_item(TopUp, item) if item else None


def save(top_up: TopUp) -> TransactItem:
    """Write the settings; refuse with Stale if they changed since they were read. New ones have version 1."""
    shard = zlib.crc32(top_up.team_id.encode()) % SHARDS
    item: Item = key(top_up.team_id) | to_item(top_up)
    if not top_up.off:
        item |= {"gsi2pk": f"TOPUPS#{shard}", "gsi2sk": top_up.team_id}
    return put(item, only_if=_as_loaded(top_up), on_conflict=Stale())


def remove(team_id: str) -> TransactItem:
    """Delete the settings and the month's counter, as the payer changes; a payment in flight ends by itself."""
    return delete(key(team_id))


def list_active(table: Table) -> Iterable[TopUp]:
    """Yield the settings of every team whose top-up is on."""
    for shard in range(SHARDS):
        for item in table.query_all(f"TOPUPS#{shard}", index="gsi2"):
            yield from_item(TopUp, item)


def _as_loaded(top_up: TopUp) -> Condition:
    return Attr("version").eq(top_up.version - 1) if top_up.version > 1 else absent()
