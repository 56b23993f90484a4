"""Stores usage: each record once, and what it adds up to (B20).

| question | key | index |
|---|---|---|
| was this record debited; which were there in a period | USAGE#account#month / minute | |
| which records of earlier were counted in a period | USAGE#account#month / minute#late | |
| what did usage change in a wallet, hour by hour; what did a person use | WALLET#wallet / ENTRY#end of hour#usage | |
| what did the people of a team use | SUMS#team#month / account#day#hour | |
| what do all records of a day add up to, by class of accounts | BOOKS#day / USAGE#shard | |

The records of a person's minute are attributes of one item, `r:<record id>`, each written under the condition that it
is not there: the record is the exactly-once key, and there is no other note of it. What was refused is noted beside
them, `x:<record id>`, so that it is not debited when it is reported again. Sums are added to in the transaction
that writes the record. The keys of a team's sums begin with the account, so that a busy team's writes are spread over
its people; nothing else is shared between people but the books, which have shards.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from contracts.months import month_of
from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, update
from kernel.problems import Stale
from services.billing.domain.accounts import class_of
from services.billing.domain.ledger import LedgerAccount, Line
from services.billing.domain.usage import Cell, HourEntry, UsageKind, UsageRecord, Used, hour_entries
from services.billing.stores.usage_sums import BOOK_SHARDS, COUNTED, REFUNDS, entry_key

REVISION = "rev"  # of a team's sums of an hour: counts its changes, so that a fold notices each
_RECORD, _REFUSED = "r:", "x:"


def pack_key(account_id: str, at: datetime, *, late: bool = False) -> dict[str, str]:
    """Return the key of the item with the records of an account's minute; of those that were counted late in it."""
    minute = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}"
    return {"pk": f"USAGE#{account_id}#{month_of(at.astimezone(UTC))}", "sk": minute + ("#late" if late else "")}


def sums_key(team_id: str, account_id: str, at: datetime) -> dict[str, str]:
    """Return the key of what a person used in an hour on a team."""
    utc = at.astimezone(UTC)
    return {"pk": f"SUMS#{team_id}#{utc:%Y-%m}", "sk": f"{account_id}#{utc:%d}#{utc:%H}"}


def records_in(account_id: str, item: Mapping[str, Any] | None) -> list[UsageRecord]:
    """Return the records of an item of an account's minute, or none, in the order of their instants."""
    found = [_read(account_id, name, stored) for name, stored in (item or {}).items() if name.startswith(_RECORD)]
    return sorted(found, key=lambda record: (record.at, record.record_id))


def is_decided(item: Mapping[str, Any] | None, record_id: str) -> bool:
    """Return whether a record is among those of an item of an account's minute, or was refused."""
    return any(prefix + record_id in (item or {}) for prefix in (_RECORD, _REFUSED))


def find_since(table: Table, account_id: str, record_id: str, since: datetime, now: datetime) -> UsageRecord | None:
    """Return a record of an account whose instant is not known, but that it is not before this one."""
    for month in sorted({month_of(since.astimezone(UTC)), month_of(now.astimezone(UTC))}):
        window = (f"{since.astimezone(UTC):%Y-%m-%dT%H:%M}", "~")
        for item in table.query_all(f"USAGE#{account_id}#{month}", between=window):
            if _RECORD + record_id in item:
                return _read(account_id, record_id, item[_RECORD + record_id])
    return None


def add(records: Sequence[UsageRecord], refused: Sequence[UsageRecord] = ()) -> list[TransactItem]:
    """Write these records and what they add up to, and what was refused; Stale if one of them is there already.

    The balances are not among it: `ledger.post` changes them by the records' lines, in the same transaction.
    """
    packs = _add_records(records, refused)
    return [*packs, *_add_entries(records), *_add_sums(records), *_add_to_books(records)]


def _add_records(records: Iterable[UsageRecord], refused: Iterable[UsageRecord]) -> list[TransactItem]:
    packs: dict[tuple[str, str], dict[str, Any]] = {}
    for record in refused:
        key = pack_key(record.account_id, record.at)
        packs.setdefault((key["pk"], key["sk"]), {})[_REFUSED + record.record_id] = True
    for record in records:
        keys = [pack_key(record.account_id, record.at)]
        keys += [pack_key(record.account_id, record.counted_at, late=True)] if record.is_late else []
        for key in keys:
            packs.setdefault((key["pk"], key["sk"]), {})[_RECORD + record.record_id] = _stored(record)
    return [
        update({"pk": pk, "sk": sk}, set=pack, only_if=_absent(pack), on_conflict=Stale())
        for (pk, sk), pack in packs.items()
    ]


def _absent(names: Iterable[str]) -> Condition:
    """Return the condition that none of these is there, neither as a record nor as refused."""
    ids = dict.fromkeys(name.removeprefix(_RECORD).removeprefix(_REFUSED) for name in names)
    first, *others = (Attr(prefix + its_id).not_exists() for its_id in ids for prefix in (_RECORD, _REFUSED))
    for other in others:
        first &= other
    return first


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


def _stored(record: UsageRecord) -> list[Any]:
    """Return a record as it is stored, without names, as an item holds many: `_read` knows their order."""
    own = record.account_id
    lines = [["" if it.account.wallet == own else it.account.wallet, it.account.part, it.amount] for it in record.lines]
    return [
        "" if record.holder == own else record.holder, str(record.kind), record.number_id, record.country, record.place,
        record.deck, record.amount, clock.to_text(record.at), clock.to_text(record.counted_at), record.seconds,
        record.units, lines,
    ]  # fmt: skip


def _read(account_id: str, name: str, stored: list[Any]) -> UsageRecord:
    holder, kind, number_id, country, place, deck, amount, at, counted_at, seconds, units, lines = stored
    return UsageRecord(
        name.removeprefix(_RECORD), account_id, holder or account_id, UsageKind(kind), number_id, country, place, deck,
        amount, clock.from_text(at), clock.from_text(counted_at), seconds, units,
        tuple(Line(LedgerAccount(wallet or account_id, part), moved) for wallet, part, moved in lines),
    )  # fmt: skip
