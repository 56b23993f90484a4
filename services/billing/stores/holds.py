"""Stores holds.

| question | key | index |
|---|---|---|
| what is the status of this hold | HOLD#hold / HOLD | |
| which holds of a team lack money, oldest first | UNFUNDED#wallet / time#hold | gsi1 |
| which holds of a team have all their money | FUNDED#wallet / time#hold | gsi1 |
| which open holds are overdue | HOLDS_DUE#shard / time#hold | gsi2 |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Stale
from services.billing.domain.hold import Hold

SHARDS = 8


def find(table: Table, hold_id: str) -> Hold | None:
    """Return the hold, or None."""
    item = table.get(**key(hold_id))
    return from_item(Hold, item) if item else None


def key(hold_id: str) -> dict[str, str]:
    """Return the key of a hold."""
    return {"pk": f"HOLD#{hold_id}", "sk": "HOLD"}


def save(hold: Hold) -> TransactItem:
    """Write the hold; refuse with Stale if it changed since it was read."""
    item: Item = key(hold.hold_id) | to_item(hold)
    if hold.is_open:
        funded = "UNFUNDED" if hold.missing else "FUNDED"
        item |= {"gsi1pk": f"{funded}#{hold.wallet}", "gsi1sk": f"{clock.to_text(hold.created_at)}#{hold.hold_id}"}
    if hold.is_open and not hold.beneficiary:
        item |= {"gsi2pk": _due(hold.hold_id), "gsi2sk": f"{clock.to_text(hold.expires_at)}#{hold.hold_id}"}
    first = hold.version <= 1
    return put(item, only_if=absent() if first else Attr("version").eq(hold.version - 1), on_conflict=Stale())


def list_unfunded(table: Table, wallet: str, limit: int) -> list[Hold]:
    """Return the unfunded holds of a team, oldest first."""
    page = table.query(f"UNFUNDED#{wallet}", index="gsi1", limit=limit)
    return [from_item(Hold, item) for item in page.items]


def list_holding(table: Table, wallet: str, limit: int) -> list[Hold]:
    """Return holds of a team for which money is set aside, all of it or a part, the newest first."""
    found = []
    for funded in ("FUNDED", "UNFUNDED"):
        page = table.query(f"{funded}#{wallet}", index="gsi1", limit=limit, newest_first=True, only=Attr("held").gt(0))
        found += [from_item(Hold, item) for item in page.items]
    return sorted(found, key=lambda hold: (hold.created_at, hold.hold_id), reverse=True)[:limit]


def list_overdue(table: Table, now: datetime) -> Iterable[Hold]:
    """Yield every open hold that has expired by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"HOLDS_DUE#{shard}", index="gsi2", up_to=clock.to_text(now)):
            yield from_item(Hold, item)


def _due(hold_id: str) -> str:
    return f"HOLDS_DUE#{zlib.crc32(hold_id.encode()) % SHARDS}"
