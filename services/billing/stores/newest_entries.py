"""Lists the entries of a wallet newest first (B16): a span of days at a time, read oldest first and turned round.

The usage of an hour is one item but four entries, so a span ends with a whole hour, and its entries are those that
`entries` reads of it. Spans without entries grow, so that a year of silence takes a few reads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.cursors import decode_cursor, encode_cursor, refuse_outside
from kernel.dynamodb.table import MOST_READ, ItemPage, Table
from kernel.dynamodb.transact_items import Item
from services.billing.stores.entries import read_entries

_ENTRY = "ENTRY#"
_DAY, _MOST_DAYS = timedelta(days=1), timedelta(days=64)
_WITHIN = timedelta(hours=2)  # of a cursor, which may be the end of a quarter of an hour
_FIRST = "2020-01-01T00:00:00.000000Z"  # before all entries
Shows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Recent:
    """The entries since an instant that were read already, oldest first."""

    since: str
    entries: list[Item]


def list_newest(
    table: Table,
    wallet: str,
    start: str,
    end: str,
    *,
    limit: int,
    cursor: str | None = None,
    recent: Recent | None = None,
    shows: Shows | None = None,
) -> ItemPage:
    """Return a page of the entries from `start` up to `end` with a part that `shows` allows, newest first.

    Raises InvalidCursor.
    """
    found, read = list[Item](), 0
    for span in _spans(table, wallet, start, end, cursor, recent):
        read += len(span)
        found += [item for item in reversed(span) if shows is None or any(map(shows, item["parts"]))]
        if len(found) > limit:
            return ItemPage(found[:limit], _cursor(wallet, found[limit - 1]))
        if found and read >= MOST_READ:
            return ItemPage(found, _cursor(wallet, found[-1]))
    return ItemPage(found, None)


def _spans(
    table: Table, wallet: str, start: str, end: str, cursor: str | None, recent: Recent | None
) -> Iterator[list[Item]]:
    """Yield the entries of spans of days, each oldest first, from the last span to the first."""
    start, before = max(start, _FIRST), _place(wallet, start, end, cursor)
    high, days = _upper(before, end), _DAY
    if recent and not cursor:
        yield [item for item in recent.entries if item["sk"] >= f"{_ENTRY}{start}"]
        high = max(recent.since, start)
    while high > start:
        low = max(start, clock.to_text(_hour(high) - days))
        span = [item for item in read_entries(table, wallet, low, high) if not before or item["sk"] < before]
        yield span
        high, days = low, _DAY if span else min(days * 2, _MOST_DAYS)


def _place(wallet: str, start: str, end: str, cursor: str | None) -> str:
    """Return the place that a cursor says, or none. Raises InvalidCursor."""
    if cursor is None:
        return ""
    place = str(decode_cursor(cursor, "pk", f"WALLET#{wallet}")["sk"])
    refuse_outside(place, None, (f"{_ENTRY}{start}", f"{_ENTRY}{end}~"), None)
    return place


def _upper(before: str, end: str) -> str:
    """Return an instant after all entries that come before a place."""
    if not before:
        return end
    at = before.removeprefix(_ENTRY).partition("#")[0]
    return min(end, clock.to_text(_hour(at) + _WITHIN))


def _hour(at: str) -> datetime:
    return clock.from_text(at).replace(minute=0, second=0, microsecond=0)


def _cursor(wallet: str, item: Item) -> str:
    return encode_cursor({"pk": f"WALLET#{wallet}", "sk": item["sk"]})
