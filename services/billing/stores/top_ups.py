"""Stores automatic top-ups.

| question | key | index |
|---|---|---|
| what has the holder of a wallet set, and what is in flight | TOPUP#wallet / TOPUP | |
| which wallets have one (sweep) | TOPUPS#shard / wallet | gsi2 |

An item of before people had one names its team as `team_id`: the wallet is read from the key.
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
_OF = "TOPUP#"


def key(wallet: str) -> dict[str, str]:
    """Return the key of a wallet's settings."""
    return {"pk": f"{_OF}{wallet}", "sk": "TOPUP"}


def find(table: Table, wallet: str) -> TopUp | None:
    """Return the settings, or None if the wallet has none."""
    return loaded(table.get(**key(wallet)))


def loaded(item: Item | None) -> TopUp | None:
    """Return the settings of an item that was read together with others, or None."""
    return from_item(TopUp, item | {"wallet": item["pk"].removeprefix(_OF)}) if item else None


def save(top_up: TopUp) -> TransactItem:
    """Write the settings; refuse with Stale if they changed since they were read. New ones have version 1."""
    shard = zlib.crc32(top_up.wallet.encode()) % SHARDS
    item: Item = key(top_up.wallet) | to_item(top_up)
    if not top_up.off:
        item |= {"gsi2pk": f"TOPUPS#{shard}", "gsi2sk": top_up.wallet}
    return put(item, only_if=_as_loaded(top_up), on_conflict=Stale())


def remove(wallet: str) -> TransactItem:
    """Delete the settings and the month's counter, as the payer changes or goes; a payment in flight ends by itself."""
    return delete(key(wallet))


def list_active(table: Table) -> Iterable[TopUp]:
    """Yield the settings of every wallet whose top-up is on."""
    for shard in range(SHARDS):
        for item in table.query_all(f"TOPUPS#{shard}", index="gsi2"):
            yield from_item(TopUp, item | {"wallet": item["gsi2sk"]})


def _as_loaded(top_up: TopUp) -> Condition:
    return Attr("version").eq(top_up.version - 1) if top_up.version > 1 else absent()
