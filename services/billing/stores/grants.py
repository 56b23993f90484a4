"""Stores grants: credits that the operator granted to a person until a day.

| question | key | index |
|---|---|---|
| what is this grant | GRANT#grant / GRANT | |
| which grants are to be looked at by now | GRANTS_DUE#shard / time#grant | gsi2 |

What is left of a grant is in the wallet.
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
from services.billing.domain.grant import Grant

SHARDS = 8
_AT_ONCE = 20


def find(table: Table, grant_id: str) -> Grant | None:
    """Return the grant, or None."""
    item = table.get(f"GRANT#{grant_id}", "GRANT")
    return from_item(Grant, item) if item else None


def save(grant: Grant) -> TransactItem:
    """Write the grant; refuse with Stale if it changed since it was read."""
    item: Item = {"pk": f"GRANT#{grant.grant_id}", "sk": "GRANT"} | to_item(grant)
    if grant.due_at:
        shard = zlib.crc32(grant.grant_id.encode()) % SHARDS
        item |= {"gsi2pk": f"GRANTS_DUE#{shard}", "gsi2sk": f"{clock.to_text(grant.due_at)}#{grant.grant_id}"}
    before = absent() if grant.version == 1 else Attr("version").eq(grant.version - 1)
    return put(item, only_if=before, on_conflict=Stale())


def list_due(table: Table, now: datetime) -> Iterable[list[str]]:
    """Yield the ids of the grants that are to be looked at by now, some at a time."""
    for shard in range(SHARDS):
        until = f"{clock.to_text(now)}~"
        for items in table.query_pages(f"GRANTS_DUE#{shard}", index="gsi2", up_to=until, size=_AT_ONCE):
            yield [item["grant_id"] for item in items]
