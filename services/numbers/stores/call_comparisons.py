"""Stores the comparison of a day's calls with the carrier's records, and what it found.

| question | key |
|---|---|
| up to which day were calls compared | CALL_COMPARISON / WATERMARK |
| what does the carrier have of the calls of a shard, around a day | CALL_RECORDS#day#shard / kind#page |
| which parts of a day are done, with what sums | CALL_COMPARISON#day / PART#part |
| how did the carrier's records and our calls differ on a day | CALL_COMPARISON#day / LINE#call#what |

A difference is one line, however often it is found: what is there is never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new, update
from kernel.problems import Stale
from services.numbers.domain.call_comparison import CallRecord, Difference
from services.numbers.domain.call_margin import Margin
from services.numbers.stores.call_sessions import shard_of

_PK = "CALL_COMPARISON"
_RECORDS_KEPT = timedelta(days=40)


def find_watermark(table: Table) -> date | None:
    """Return the last day whose calls were compared, or None before the first."""
    item = table.get(_PK, "WATERMARK")
    return date.fromisoformat(item["day"]) if item else None


def begin_after(day: date) -> TransactItem:
    """Write where the first comparison begins; refuse with Stale if there was one."""
    return put_new({"pk": _PK, "sk": "WATERMARK", "day": str(day)}, on_conflict=Stale())


def move_watermark(day: date) -> TransactItem:
    """Move the watermark by a day; refuse with Stale if it is not at the day before."""
    was = Attr("day").eq(str(day - timedelta(days=1)))
    return update({"pk": _PK, "sk": "WATERMARK"}, set={"day": str(day)}, only_if=was, on_conflict=Stale())


def save_records(day: str, kind: str, page: int, records: Iterable[CallRecord], now: datetime) -> list[TransactItem]:
    """Write a page of the carrier's records, by the shard of their calls."""
    by_shard: dict[int, list[Item]] = defaultdict(list)
    for record in records:
        by_shard[shard_of(record.session_id)].append(to_item(record))
    ttl = clock.to_epoch(now + _RECORDS_KEPT)
    return [
        put({"pk": _records_pk(day, shard), "sk": f"{kind}#{page:06}", "records": rows, "ttl": ttl})
        for shard, rows in by_shard.items()
    ]


def list_records(table: Table, day: str, shard: int) -> Iterable[CallRecord]:
    """Yield the carrier's records of the calls of a shard."""
    for items in table.query_pages(_records_pk(day, shard)):
        yield from (from_item(CallRecord, row) for item in items for row in item["records"])


def save_part(day: str, part: str, sums: Margin | None = None) -> TransactItem:
    """Write that a part of a day is done, with what it has added up."""
    done = {"pk": f"{_PK}#{day}", "sk": f"PART#{part}", "part": part}
    return put(done | ({"sums": to_item(sums)} if sums else {}))


def list_done(table: Table, day: str) -> dict[str, Margin | None]:
    """Return the parts of a day that are done, with their sums."""
    found = table.query_all(f"{_PK}#{day}", begins="PART#")
    return {item["part"]: from_item(Margin, item["sums"]) if "sums" in item else None for item in found}


def has_line(table: Table, day: str, about: str, what: str) -> bool:
    """Return whether a difference is in the report of its day."""
    return table.get(f"{_PK}#{day}", f"LINE#{about}#{what}") is not None


def save_line(day: str, about: str, difference: Difference, session_id: str) -> TransactItem:
    """Write a difference into the report of its day; refuse with Stale if it is there."""
    key = {"pk": f"{_PK}#{day}", "sk": f"LINE#{about}#{difference.what}"}
    return put_new(key | to_item(difference) | {"about": about, "session_id": session_id}, on_conflict=Stale())


def list_lines(table: Table, day: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the differences of a day."""
    return table.query(f"{_PK}#{day}", begins="LINE#", limit=limit, cursor=cursor)


def _records_pk(day: str, shard: int) -> str:
    return f"CALL_RECORDS#{day}#{shard}"
