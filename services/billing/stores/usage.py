"""Stores usage: each record once (`usage_packs`), and what it adds up to (B20).

| question | key | index |
|---|---|---|
| what did usage change in a wallet, hour by hour; what did a person use | WALLET#wallet / ENTRY#end of hour#usage | |
| what did the people of a team use | SUMS#team#month / account#day#hour | |
| what do all records of a day add up to, by class of accounts | BOOKS#day / USAGE#shard | |

The record is the exactly-once key, and there is no other note of it. Sums are added to in the transaction that writes
it. The keys of a team's sums begin with the account, so that a busy team's writes are spread over its people; nothing
else is shared between people but the books, which have shards.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from kernel import clock
from kernel.dynamodb.transact_items import TransactItem, update
from services.billing.domain.accounts import class_of
from services.billing.domain.usage import Cell, HourEntry, UsageRecord, Used, hour_entries
from services.billing.stores.usage_packs import Place, add_records, is_of_late
from services.billing.stores.usage_sums import BOOK_SHARDS, COUNTED, REFUNDS, entry_key

REVISION = "rev"  # of a team's sums of an hour: counts its changes, so that a fold notices each


def sums_key(team_id: str, account_id: str, at: datetime) -> dict[str, str]:
    """Return the key of what a person used in an hour on a team."""
    utc = at.astimezone(UTC)
    return {"pk": f"SUMS#{team_id}#{utc:%Y-%m}", "sk": f"{account_id}#{utc:%d}#{utc:%H}"}


def place_of(key: tuple[str, str]) -> tuple[str, str]:
    """Return what a written key is of: which of a minute's items, and which team's sums, says only what was read."""
    pk, sk = key
    first, _, _ = sk.partition("#")
    if pk.startswith("SUMS#"):
        return sums_place(first)
    if pk.startswith("USAGE#"):
        return late_place(pk.split("#")[1]) if is_of_late(sk) else (pk, first)
    return key


def sums_place(account_id: str) -> tuple[str, str]:
    """Return what the sums are of that a person's uses are added to, on whichever team."""
    return "SUMS", account_id


def late_place(account_id: str) -> tuple[str, str]:
    """Return what the copies are of that are made of a person's uses that are counted late."""
    return "LATE", account_id


def add(
    records: Sequence[UsageRecord], refused: Sequence[UsageRecord] = (), places: Mapping[str, Place] | None = None
) -> list[TransactItem]:
    """Write these records and what they add up to, and what was refused; Stale if one of them is there already.

    `places` says in which item of its minute each is written, by id. The balances are not
    among it: `ledger.post` changes them by the records' lines, in the same transaction.
    """
    packs = add_records(records, refused, places or {})
    return [*packs, *_add_entries(records), *_add_sums(records), *_add_to_books(records)]


def _add_entries(records: Iterable[UsageRecord]) -> list[TransactItem]:
    return [update(entry_key(entry.wallet, entry.hour), add=_of_entry(entry)) for entry in hour_entries(records)]


def _of_entry(entry: HourEntry) -> dict[str, int]:
    moved = {
        f"p:{quarter:%M}:{part}": amount
        for quarter, parts in entry.parts.items()
        for part, amount in parts.items()
        if amount
    }
    refunds = {f"{REFUNDS}:{_name_of(cell)}": number for cell, number in entry.refunds.items() if number}
    return moved | refunds | _of_cells(entry.cells)


def _of_cells(cells: Mapping[Cell, Used]) -> dict[str, int]:
    return {
        f"{letter}:{_name_of(cell)}": getattr(used, name)
        for cell, used in cells.items()
        for letter, name in COUNTED.items()
        if getattr(used, name)
    }


def _name_of(cell: Cell) -> str:
    return f"{cell.quarter:%M}:{cell.kind}:{cell.country}:{cell.number_id}"


def _add_sums(records: Iterable[UsageRecord]) -> list[TransactItem]:
    of_teams = [record for record in records if record.holder != record.account_id]
    entries = [
        (holder, entry)
        for holder in dict.fromkeys(record.holder for record in of_teams)
        for entry in hour_entries(record for record in of_teams if record.holder == holder)
        if entry.cells
    ]
    return [
        update(sums_key(holder, entry.wallet, entry.hour), add=_of_cells(entry.cells) | {REVISION: 1})
        for holder, entry in entries
    ]


def _add_to_books(records: Iterable[UsageRecord]) -> list[TransactItem]:
    """Add the lines of all records to the turnover of the day, in any one of its shards."""
    days: dict[str, dict[str, int]] = {}
    for record in records:
        for line in record.lines:
            side = "credit" if line.amount > 0 else "debit"
            name = f"{side}:{class_of(line.account.wallet, line.account.part)}"
            sums = days.setdefault(clock.to_text(record.counted_at)[:10], {})
            sums[name] = sums.get(name, 0) + abs(line.amount)
    shard = random.randrange(BOOK_SHARDS)  # noqa: S311 (spreads writers, no secret)
    return [update({"pk": f"BOOKS#{day}", "sk": f"USAGE#{shard:02}"}, add=sums) for day, sums in days.items()]
