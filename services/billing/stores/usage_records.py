"""Reads usage records one by one: those of a person that were counted in a period, newest first, page by page.

A record that was counted within half an hour is read at its own minute. One that was counted later, or before it
happened, as clocks differ, is read at the minute in which it was counted. So the minutes from half an hour before the
period to half an hour after it have all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.months import month_of, months_after
from kernel.dynamodb.cursors import read_cursor
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.billing.domain.usage import LATE, UsageRecord
from services.billing.domain.usage_period import UsagePeriod
from services.billing.stores import usage_packs

Keeps = Callable[[UsageRecord], bool]
_FEW, _GROWTH, _MANY = 27, 4, 250  # items that are read first, how many times as many next, and at most


@dataclass(frozen=True, slots=True)
class Place:
    """A record's place in a person's list: its item, and its id. Without an id it is before all of the item."""

    sk: str
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Records with their places, and where to read on: None at the end of the person's list."""

    records: list[tuple[Place, UsageRecord]]
    goes_on: Place | None


@dataclass(frozen=True, slots=True)
class _Page:
    """Some items of a person's list, and the key at which reading stopped, as it was enough for one list."""

    items: list[Item]
    stopped_at: str | None


def read(
    table: Table, account_id: str, period: UsagePeriod, *, keeps: Keeps, limit: int, after: Place | None
) -> Listed:
    """Return up to `limit` records that may have been counted in a period, newest first, after a place."""
    first, last = _minute(period.start - LATE), newest(period.end)
    if after:
        last = after.sk
    found: list[tuple[Place, UsageRecord]] = []
    for page in _pages(table, account_id, (first, last), limit + 1, keeps):
        for item in page.items:
            found += _after(_records(account_id, item, keeps), after)
            if len(found) > limit:
                return Listed(found[:limit], found[limit - 1][0])
        if page.stopped_at:
            return Listed(found, _last_read(found, page.stopped_at))
    return Listed(found, None)


def newest(end: datetime) -> str:
    """Return the key from which the list of a period that ends then is read."""
    return _minute(end + LATE) + "~"


def contains(sk: str, period: UsagePeriod) -> bool:
    """Return whether an item with this key is in the list of a period."""
    return _minute(period.start - LATE) <= sk <= newest(period.end)


def _pages(table: Table, account_id: str, between: tuple[str, str], limit: int, keeps: Keeps) -> Iterator[_Page]:
    """Yield the items that have records to list, newest first, some at a time: more are read when they are asked for.

    The first ones suffice for a page where each has as many records as fit; each time four times as many are read.
    """

    def keep(items: list[Item]) -> list[Item]:
        return [item for item in items if _records(account_id, item, keeps)]

    size = min(limit, max(_FEW, limit // usage_packs.FULL + 2))
    for month in _months(*between):
        pk, cursor = f"USAGE#{account_id}#{month}", None
        while True:
            read = table.query(pk, between=between, limit=size, newest_first=True, keep=keep, cursor=cursor)
            cursor, is_short = read.next_cursor, len(read.items) < size
            yield _Page(read.items, read_cursor(cursor)["sk"] if cursor and is_short else None)
            if cursor is None:
                break
            size = min(limit, size * _GROWTH, _MANY)


def _last_read(found: list[tuple[Place, UsageRecord]], sk: str) -> Place:
    return found[-1][0] if found and found[-1][0].sk == sk else Place(sk)


def _records(account_id: str, item: Item, keeps: Keeps) -> list[tuple[Place, UsageRecord]]:
    """Return the records that an item lists, newest first."""
    lists_late = usage_packs.is_of_late(item["sk"])
    found = (record for record in reversed(usage_packs.records_in(account_id, item)) if record.is_late == lists_late)
    return [(Place(item["sk"], record.record_id), record) for record in found if keeps(record)]


def _after(records: Iterable[tuple[Place, UsageRecord]], after: Place | None) -> list[tuple[Place, UsageRecord]]:
    listed = list(records)
    places = [place for place, _ in listed]
    return listed[places.index(after) + 1 :] if after in places else listed


def _months(first: str, last: str) -> list[str]:
    """Return the months of these minutes, newest first."""
    at, found = datetime.fromisoformat(f"{last[:7]}-01"), list[str]()
    while f"{at:%Y-%m}" >= first[:7]:
        found.append(f"{at:%Y-%m}")
        at = months_after(at, -1)
    return found


def _minute(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{month_of(utc)}-{utc:%d}T{utc:%H:%M}"
