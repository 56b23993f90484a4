"""Reads what usage adds up to, as `usage` writes it: the hours of a wallet, and the turnover of a day.

| question | key | index |
|---|---|---|
| what did usage change in a wallet, hour by hour; what did a person use | WALLET#wallet / ENTRY#end of hour#usage | |
| what do all records of a day add up to, by class of accounts | BOOKS#day / USAGE#shard | |
"""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.billing.domain.usage import Cell, HourEntry, Used

BOOK_SHARDS = 16
COUNTED = {"a": "amount", "n": "count", "s": "seconds"}
REFUNDS = "b"  # begins how many records of a cell take back others, in a wallet's hours


def entry_key(wallet: str, hour: datetime) -> dict[str, str]:
    """Return the key of a wallet's entry for the usage of an hour; it is in the order of entries at the hour's end."""
    end = hour + timedelta(hours=1) - timedelta(microseconds=1)
    return {"pk": f"WALLET#{wallet}", "sk": f"ENTRY#{clock.to_text(end)}#usage"}


def entry_of(item: Item) -> HourEntry:
    """Return the entry of an item that was read together with a wallet's other entries."""
    wallet, hour = (
        item["pk"].removeprefix("WALLET#"),
        clock.from_text(item["sk"].split("#")[1]).replace(minute=0, second=0, microsecond=0),
    )
    entry = HourEntry(wallet, hour, cells=cells_of(wallet, hour, item))
    for name, amount in item.items():
        if name.startswith("p:"):
            _, minute, part = name.split(":", 2)
            entry.parts.setdefault(hour.replace(minute=int(minute)), {})[part] = amount
        elif name.startswith(f"{REFUNDS}:"):
            entry.refunds[_cell_of(wallet, hour, name)] = amount
    return entry


def is_usage(item: Item) -> bool:
    """Return whether an entry of a wallet is that of an hour's usage."""
    return str(item["sk"]).endswith("#usage")


def cells_of(account_id: str, hour: datetime, item: Item) -> dict[Cell, Used]:
    """Return the cells of an item with what a person used in an hour."""
    found: dict[Cell, dict[str, int]] = {}
    for name, amount in item.items():
        letter, _, rest = name.partition(":")
        if letter in COUNTED and rest:
            found.setdefault(_cell_of(account_id, hour, name), {})[COUNTED[letter]] = amount
    return {cell: Used(**counted) for cell, counted in found.items()}


def _cell_of(account_id: str, hour: datetime, name: str) -> Cell:
    _, minute, kind, country, number_id = name.split(":", 4)
    return Cell(hour.replace(minute=int(minute)), account_id, kind, country, number_id)


def list_turnovers(table: Table, day: str) -> list[dict[str, list[int]]]:
    """Return what the records that were counted on a day (UTC) debited and credited, by class, shard by shard."""
    return [_turnover(item) for item in table.query_all(f"BOOKS#{day}", begins="USAGE#")]


def _turnover(item: Item) -> dict[str, list[int]]:
    names = {name.partition(":")[2] for name in item if name.startswith(("debit:", "credit:"))}
    return {name: [item.get(f"{side}:{name}", 0) for side in ("debit", "credit")] for name in sorted(names)}
