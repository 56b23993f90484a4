"""Stores the billing day of each payer, as numbers knows it from billing's event: quotes are prorated to it (B15).

| question | key | index |
|---|---|---|
| from which instant on are this payer's months counted | PAYER#payer / DAY | |
"""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, put


def find(table: Table, payer: str) -> datetime | None:
    """Return the billing day of a payer, or None as long as they never had a plan."""
    item = table.get(**_key(payer))
    return clock.from_text(item["at"]) if item else None


def save(payer: str, at: datetime) -> TransactItem:
    """Write the billing day of a payer, which never changes."""
    return put(_key(payer) | {"at": clock.to_text(at)})


def _key(payer: str) -> dict[str, str]:
    return {"pk": f"PAYER#{payer}", "sk": "DAY"}
