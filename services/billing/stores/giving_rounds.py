"""Stores when what a team has yet to give is looked at next: once a day.

That allowances wait for money is an attribute of the team's balance (ledger.py): money that arrives has them given.

| question | key | index |
|---|---|---|
| when is this team looked at, what does its owner know | GIVING#team / ROUND | |
| which teams are to be looked at by a day (sweep) | GIVING_DUE#shard / day#team | gsi2 |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, update
from kernel.problems import Stale
from services.billing.domain.giving_round import GivingRound

SHARDS = 8


def find(table: Table, team_id: str) -> GivingRound | None:
    """Return the round of a team, or None if it has nothing to give."""
    item = table.get(**_key(team_id))
    return _loaded(item) if item else None


def begin(team_id: str, day: str, now: datetime) -> TransactItem:
    """Note that there is something to give; the team is looked at on a day, unless it is sooner."""
    first = {"gsi2pk": f"GIVING_DUE#{zlib.crc32(team_id.encode()) % SHARDS}", "gsi2sk": f"{day}#{team_id}"}
    return update(_key(team_id), set={"team_id": team_id, "changed_at": clock.to_text(now)}, set_once=first)


def go_on(known: GivingRound, day: str) -> TransactItem:
    """Have the team looked at again on a later day; refuse with Stale if another run did."""
    same = Attr("gsi2sk").eq(f"{known.next}#{known.team_id}")
    return update(_key(known.team_id), set={"gsi2sk": f"{day}#{known.team_id}"}, only_if=same, on_conflict=Stale())


def note_notified(team_id: str, day: str) -> TransactItem:
    """Note that the owner was notified of all that waits and was due by a day."""
    return update(_key(team_id), set={"notified_for": day})


def end(known: GivingRound) -> TransactItem:
    """Look at the team no more; refuse with Stale if something was added since."""
    same = Attr("changed_at").eq(clock.to_text(known.changed_at))
    return delete(_key(known.team_id), only_if=same, on_conflict=Stale())


def list_due(table: Table, day: str, limit: int) -> Iterable[list[GivingRound]]:
    """Yield the teams that are to be looked at by a day, some at a time."""
    for shard in range(SHARDS):
        for items in table.query_pages(f"GIVING_DUE#{shard}", index="gsi2", up_to=f"{day}~", size=limit):
            yield [_loaded(item) for item in items]


def _loaded(item: Item) -> GivingRound:
    return GivingRound(
        item["team_id"],
        item["gsi2sk"].partition("#")[0],
        clock.from_text(item["changed_at"]),
        item.get("notified_for", ""),
    )


def _key(team_id: str) -> dict[str, str]:
    return {"pk": f"GIVING#{team_id}", "sk": "ROUND"}
