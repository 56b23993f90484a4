"""How automatic top-ups lie in the table.

| question | key | index |
|---|---|---|
| what has the owner set, what is under way | TOPUP#team / TOPUP | |
| which teams have one (sweep) | TOPUPS#shard / team | gsi2 |
"""

import zlib
from collections.abc import Iterable

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.billing.domain.top_up import TopUp

SHARDS = 4
_PLAIN = (
    "team_id", "threshold", "amount", "monthly_cap", "month", "bought", "in_flight", "count", "version", "off",
)  # fmt: skip
_TIMES = ("failed_at", "begun_at")


def key(team_id: str) -> dict[str, str]:
    """The key of a team's settings."""
    return {"pk": f"TOPUP#{team_id}", "sk": "TOPUP"}


def find(table: Table, team_id: str) -> TopUp | None:
    """The settings, or None where nothing is bought by itself."""
    item = table.get(**key(team_id))
    return loaded(item) if item else None


def save(top_up: TopUp) -> TransactItem:
    """Write it as decided from what was loaded; Stale if it changed in between. A new one has version 1."""
    shard = zlib.crc32(top_up.team_id.encode()) % SHARDS
    item: Item = key(top_up.team_id) | {name: getattr(top_up, name) for name in _PLAIN}
    item |= {
        "failed_at": clock.to_text(top_up.failed_at) if top_up.failed_at else None,
        "begun_at": clock.to_text(top_up.begun_at) if top_up.begun_at else None,
        "gsi2pk": None if top_up.off else f"TOPUPS#{shard}",
        "gsi2sk": None if top_up.off else top_up.team_id,
    }
    return put(item, only_if=_before(top_up), on_conflict=Stale())


def drop(team_id: str) -> TransactItem:
    """Forget the settings and what was bought, as another payer begins anew; what is under way ends by itself."""
    return delete(key(team_id))


def every(table: Table) -> Iterable[TopUp]:
    """Every team's settings."""
    for shard in range(SHARDS):
        for item in table.query_all(f"TOPUPS#{shard}", index="gsi2"):
            yield loaded(item)


def loaded(item: Item) -> TopUp:
    """The settings of an item."""
    known = {name: item[name] for name in _PLAIN if name in item}
    times = {name: clock.from_text(item[name]) for name in _TIMES if name in item}
    return TopUp(**known | times)


def _before(top_up: TopUp) -> Condition:
    return Attr("version").eq(top_up.version - 1) if top_up.version > 1 else absent()
