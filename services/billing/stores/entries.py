"""Stores how the entries of a wallet are listed (B16): what `ledger` and `usage` write, in one order.

| question | key | index |
|---|---|---|
| which entries made this wallet, in order | WALLET#wallet / ENTRY#time#place#cause, ENTRY#end of hour#usage | |
| what is in this wallet, and what did usage change in it in the last hours, at one instant | the same, and BALANCE | |

An hour's usage is one item, which is listed as an entry for each quarter. So a list's cursor is a place between
entries, not between items: it is the key that the entry of a quarter would have as an item. The item of an hour is
read together with each page that ends within the hour, and with each period that ends within it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.cursors import decode_cursor, encode_cursor, refuse_outside
from kernel.dynamodb.one_instant import get_together
from kernel.dynamodb.table import MOST_READ, ItemPage, Table
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import SYSTEM
from services.billing.domain.ledger import Kind, Wallet
from services.billing.domain.parts import is_free
from services.billing.domain.usage_entries import QuarterEntry, quarters_of
from services.billing.stores import ledger, usage_sums

_ENTRY = "ENTRY#"
_WITHIN_HOUR = re.compile(r"(ENTRY#\d{4}-\d\d-\d\dT\d\d)(?!:00:00\.000000Z$|:59:59\.999999Z#usage$)")
_HOUR = timedelta(hours=1)
_AT_ONCE = 1_000  # items of a page of the table
Shows = Callable[[str], bool]


def list_entries(
    table: Table,
    wallet: str,
    start: str,
    end: str,
    *,
    limit: int,
    cursor: str | None = None,
    shows: Shows | None = None,
) -> ItemPage:
    """Return a page of the entries from `start` up to `end` with a part that `shows` allows, oldest first."""
    found: list[Item] = []
    size = limit + 1 if shows is None else _AT_ONCE
    for place, item in enumerate(_read(table, wallet, start, end, _after(wallet, start, end, cursor), size)):
        if shows is None or any(map(shows, item["parts"])):
            found.append(item)
        if len(found) > limit:
            return ItemPage(found[:limit], _cursor(wallet, found[limit - 1]))
        if shows and place >= MOST_READ:
            return ItemPage(found, _cursor(wallet, item))
    return ItemPage(found, None)


def read_entries(table: Table, wallet: str, start: str, end: str = "~") -> Iterator[Item]:
    """Yield every entry from `start` up to `end`, oldest first."""
    return _read(table, wallet, start, end, "", _AT_ONCE)


def read_booked(table: Table, wallet: str, start: str) -> Iterator[Item]:
    """Yield every entry of a journal from `start` on, oldest first."""
    for items, _ in _pages(table, wallet, f"{_ENTRY}{start}", f"{_ENTRY}~", _AT_ONCE):
        yield from (item for item in items if not usage_sums.is_usage(item))


def find_with_usage(table: Table, wallet: str, start: str, now: datetime) -> tuple[Wallet, list[Item]]:
    """Return the wallet, and the entries of usage from `start` on, as they all were at one instant.

    Another machine's clock may be ahead of ours, and be in the next hour. Raises Unavailable.
    """
    first = clock.from_text(start).replace(minute=0, second=0, microsecond=0)
    hours = [first + _HOUR * number for number in range((now - first) // _HOUR + 2)]
    balance = (ledger.key(wallet)["pk"], ledger.key(wallet)["sk"])
    keys = [(key["pk"], key["sk"]) for key in (usage_sums.entry_key(wallet, hour) for hour in hours)]
    found = get_together(table, [balance, *keys])
    used = _listed([found[key] for key in keys if key in found], start, "~")
    return ledger.to_wallet(wallet, found.get(balance)), used


def _read(table: Table, wallet: str, start: str, end: str, after: str, size: int) -> Iterator[Item]:
    """Yield the entries of a period after a place, oldest first."""
    until = f"{_ENTRY}{end}"
    for items, is_last in _pages(table, wallet, max(after, f"{_ENTRY}{start}"), _end_of_hour(until) or until, size):
        place = until if is_last else min(items[-1]["sk"], until)
        around = [] if is_last else _hour_around(table, wallet, place)
        listed = _listed(items + around, start, end)
        yield from (item for item in listed if item["sk"] > after and (place == until or item["sk"] <= place))
        if place == until:
            return
        after = place


def _pages(table: Table, wallet: str, first: str, last: str, size: int) -> Iterator[tuple[list[Item], bool]]:
    """Yield pages of items, and whether it is the last one."""
    cursor: str | None = None
    while True:
        page = table.query(f"WALLET#{wallet}", between=(first, last), limit=size, cursor=cursor)
        cursor = page.next_cursor
        yield page.items, cursor is None
        if cursor is None:
            return


def _end_of_hour(place: str) -> str:
    """Return the key of the usage of the hour that a place is in, if that comes later; it may be at the end of time."""
    found = _WITHIN_HOUR.match(place)
    return f"{found[1]}:59:59.999999Z#usage" if found else ""


def _hour_around(table: Table, wallet: str, place: str) -> list[Item]:
    """Return the usage of the hour that a place is in, if its item comes later."""
    end = _end_of_hour(place)
    item = table.get(f"WALLET#{wallet}", end) if end else None
    return [item] if item else []


def _listed(items: Iterable[Item], start: str, end: str) -> list[Item]:
    """Return the entries of these items up to `end` in their order; of usage, those of the quarters in this period."""
    found: list[Item] = []
    for item in items:
        if usage_sums.is_usage(item):
            found += _quarters(item, start, end)
        elif item["sk"] < f"{_ENTRY}{end}":
            found.append(item)
    return sorted(found, key=lambda item: str(item["sk"]))


def _quarters(item: Item, start: str, end: str) -> Iterator[Item]:
    for entry in quarters_of(usage_sums.entry_of(item)):
        if start <= clock.to_text(entry.quarter) < end:
            yield _item(item["pk"], entry)


def _item(pk: str, entry: QuarterEntry) -> Item:
    """Return the entry of a quarter like that of a journal, by the person of the wallet."""
    wallet, at = pk.removeprefix("WALLET#"), clock.to_text(entry.at)
    return {
        "pk": pk,
        "sk": f"{_ENTRY}{at}#usage",
        "kind": Kind.SPENT,
        "cause": f"usage:{entry.quarter:%Y-%m-%dT%H:%MZ}",
        "parts": dict(entry.parts),
        "amount": sum(amount for part, amount in entry.parts.items() if is_free(part)),
        "about": entry.about,
        "at": at,
        "actor": wallet if wallet.startswith("acc_") else SYSTEM,
    }


def _after(wallet: str, start: str, end: str, cursor: str | None) -> str:
    """Return the place that a cursor says, or the beginning. Raises InvalidCursor."""
    if cursor is None:
        return ""
    place = str(decode_cursor(cursor, "pk", f"WALLET#{wallet}")["sk"])
    refuse_outside(place, None, (f"{_ENTRY}{start}", f"{_ENTRY}{end}"), None)
    return place


def _cursor(wallet: str, item: Item) -> str:
    return encode_cursor({"pk": f"WALLET#{wallet}", "sk": item["sk"]})
