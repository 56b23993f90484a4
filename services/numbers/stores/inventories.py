"""Stores the daily comparison of our numbers with the carrier's lists, and what it found (N16).

| question | key |
|---|---|
| which day was compared last, and looked at again | INVENTORY / LAST |
| what does the carrier have in a shard of phone numbers | INVENTORY_LIST#day#shard / list#page |
| which parts of a day are done | INVENTORY#day / PART#part |
| about which phone numbers did we differ at the first look | INVENTORY#day / DOUBT#phone |
| how did we differ on a day, at both looks | INVENTORY#day / LINE#phone#what |

A difference is one line of its day, however often it is found: what is there is never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.numbers.domain.inventory import Difference, Entry
from services.numbers.stores.claims import shard_of

_PK = "INVENTORY"
_LAST = {"pk": _PK, "sk": "LAST"}
_LISTS_KEPT = timedelta(days=8)
_DOUBTS_KEPT = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Last:
    """The last day whose first look has ended, when that was, and whether the second one has ended."""

    day: str
    compared_at: datetime
    is_confirmed: bool = False


def find_last(table: Table) -> Last | None:
    """Return the last day that was compared, or None before the first."""
    item = table.get(**_LAST)
    return from_item(Last, item) if item else None


def save_last(last: Last) -> TransactItem:
    """Write the last day that was compared."""
    return put(_LAST | to_item(last))


def save_entries(day: str, name: str, page: int, entries: Iterable[Entry], now: datetime) -> list[TransactItem]:
    """Write a page of the carrier's list, by the shard of their phone numbers."""
    by_shard: dict[int, list[Item]] = defaultdict(list)
    for entry in entries:
        by_shard[shard_of(entry.phone_number)].append(to_item(entry))
    ttl = clock.to_epoch(now + _LISTS_KEPT)
    return [
        put({"pk": _list_pk(day, shard), "sk": f"{name}#{page:06}", "entries": rows, "ttl": ttl})
        for shard, rows in by_shard.items()
    ]


def list_entries(table: Table, day: str, shard: int) -> Iterable[Entry]:
    """Yield what the carrier has in a shard."""
    for items in table.query_pages(_list_pk(day, shard)):
        yield from (from_item(Entry, row) for item in items for row in item["entries"])


def save_part(day: str, part: str) -> TransactItem:
    """Write that a part of a day is done."""
    return put({"pk": f"{_PK}#{day}", "sk": f"PART#{part}", "part": part})


def list_done(table: Table, day: str) -> set[str]:
    """Return the parts of a day that are done."""
    return {item["part"] for item in table.query_all(f"{_PK}#{day}", begins="PART#")}


def save_doubt(day: str, phone_number: str, references: Iterable[str], now: datetime) -> TransactItem:
    """Write that we differ about a phone number at the first look, with the ids under which to look again."""
    key = {"pk": f"{_PK}#{day}", "sk": f"DOUBT#{phone_number}"}
    ttl = clock.to_epoch(now + _DOUBTS_KEPT)
    return put(key | {"phone_number": phone_number, "references": sorted(references), "ttl": ttl})


def list_doubts(table: Table, day: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the phone numbers that we differ about at the first look."""
    return table.query(f"{_PK}#{day}", begins="DOUBT#", limit=limit, cursor=cursor)


def has_line(table: Table, day: str, phone_number: str, what: str) -> bool:
    """Return whether a difference is in the report of its day."""
    return table.get(**_line_key(day, phone_number, what)) is not None


def save_line(day: str, phone_number: str, difference: Difference) -> TransactItem:
    """Write a difference into the report of its day; refuse with Stale if it is there."""
    about = {"phone_number": phone_number} | to_item(difference)
    return put_new(_line_key(day, phone_number, difference.what) | about, on_conflict=Stale())


def list_lines(table: Table, day: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the differences of a day."""
    return table.query(f"{_PK}#{day}", begins="LINE#", limit=limit, cursor=cursor)


def _line_key(day: str, phone_number: str, what: str) -> dict[str, str]:
    return {"pk": f"{_PK}#{day}", "sk": f"LINE#{phone_number}#{what}"}


def _list_pk(day: str, shard: int) -> str:
    return f"INVENTORY_LIST#{day}#{shard}"
