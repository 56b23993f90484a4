"""How holds lie in the table.

| question | key | index |
|---|---|---|
| what became of this promise | HOLD#hold / HOLD | |
| which promises of a team want funds, oldest first | UNFUNDED#wallet / time#hold | gsi1 |
| which are past their time | HOLDS_DUE#shard / time#hold | gsi2 |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Stale
from services.billing.domain.hold import Closing, Hold, HoldStatus

SHARDS = 8


def find(table: Table, hold_id: str) -> Hold | None:
    """The hold, or None."""
    item = table.get(**key(hold_id))
    return loaded(item) if item else None


def key(hold_id: str) -> dict[str, str]:
    """The key of a hold."""
    return {"pk": f"HOLD#{hold_id}", "sk": "HOLD"}


def save(hold: Hold) -> TransactItem:
    """Write the hold as it is now; refused with Stale if somebody else decided of it in between."""
    item: Item = key(hold.hold_id) | {
        "hold_id": hold.hold_id,
        "wallet": hold.wallet,
        "amount": hold.amount,
        "held": hold.held,
        "state": hold.state,
        "created_at": clock.to_text(hold.created_at),
        "expires_at": clock.to_text(hold.expires_at),
        "sending": hold.sending,
        "beneficiary": hold.beneficiary,
        "closing": hold.closing,
        "version": hold.version,
    }
    if hold.missing:
        item |= {"gsi1pk": f"UNFUNDED#{hold.wallet}", "gsi1sk": f"{clock.to_text(hold.created_at)}#{hold.hold_id}"}
    if hold.is_open and not hold.beneficiary:
        item |= {"gsi2pk": _due(hold.hold_id), "gsi2sk": f"{clock.to_text(hold.expires_at)}#{hold.hold_id}"}
    first = hold.version <= 1
    return put(item, only_if=absent() if first else Attr("version").eq(hold.version - 1), on_conflict=Stale())


def unfunded(table: Table, wallet: str, limit: int) -> list[Hold]:
    """The promises of a team that want funds, oldest first."""
    page = table.query(f"UNFUNDED#{wallet}", index="gsi1", limit=limit)
    return [loaded(item) for item in page.items]


def past(table: Table, now: datetime) -> Iterable[Hold]:
    """Every open hold whose time is over."""
    for shard in range(SHARDS):
        for item in table.query_all(f"HOLDS_DUE#{shard}", index="gsi2", up_to=clock.to_text(now)):
            yield loaded(item)


def loaded(item: Item) -> Hold:
    """The hold of an item."""
    return Hold(
        hold_id=item["hold_id"],
        wallet=item["wallet"],
        amount=item["amount"],
        held=item["held"],
        state=HoldStatus(item["state"]),
        created_at=clock.from_text(item["created_at"]),
        expires_at=clock.from_text(item["expires_at"]),
        sending=item["sending"],
        beneficiary=item.get("beneficiary"),
        closing=Closing(item["closing"]) if item.get("closing") else None,
        version=item["version"],
    )


def _due(hold_id: str) -> str:
    return f"HOLDS_DUE#{zlib.crc32(hold_id.encode()) % SHARDS}"
