"""Stores the closed days of the books.

| question | key | index |
|---|---|---|
| which journals were booked on a day: JOURNAL#cause / JOURNAL | JOURNALS#day#shard / cause | gsi2 |
| which of them moved deferred revenue of a payment: JOURNAL#cause / JOURNAL | DEFERRED#payment / cause | gsi1 |
| what did a slice of a day's journals add up to | BOOKS#day / TURNOVER#shard | |
| what did a slice of the wallets hold at the end of a day | BOOKS#day / WALLETS#shard | |
| what were a day's turnover and balances; which day was closed last | BOOKS / DAY#day | |
| did the wallets hold what the accounts say at the end of a day | BOOKS / CHECK#day | |

A slice of a day that is over never changes: summed and closed again, it is written as it was.
"""

import zlib
from collections.abc import Iterable, Mapping

from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put
from services.billing.domain.accounts import RESTS
from services.billing.domain.ledger import LedgerAccount
from services.billing.domain.trial_balance import ClosedDay, Posting

SHARDS = 16


def journal_index(cause: str, at: str) -> Item:
    """Return the index keys of a journal, by the day (UTC) of its time."""
    shard = zlib.crc32(cause.encode()) % SHARDS
    return {"gsi2pk": f"JOURNALS#{at[:10]}#{shard:02}", "gsi2sk": cause}


def deferred_index(cause: str, accounts: Iterable[LedgerAccount]) -> Item:
    """Return the index keys of a journal that moves deferred revenue, by its payment."""
    payment_id = next((it.part for it in accounts if it.wallet in RESTS), "")
    return {"gsi1pk": f"DEFERRED#{payment_id}", "gsi1sk": cause} if payment_id else {}


def list_postings(
    table: Table, day: str, shard: int, limit: int, cursor: str | None
) -> tuple[list[Posting], str | None]:
    """Return the lines of some journals of a day, and the cursor of the next journals."""
    page = table.query(f"JOURNALS#{day}#{shard:02}", index="gsi2", limit=limit, cursor=cursor)
    postings = [(wallet, part, amount) for item in page.items for wallet, part, amount in item["lines"]]
    return postings, page.next_cursor


def has_journals(table: Table, day: str) -> bool:
    """Return whether anything was booked on a day."""
    return any(list_postings(table, day, shard, 1, None)[0] for shard in range(SHARDS))


def save_turnover(day: str, shard: int, turnover: Mapping[str, list[int]]) -> TransactItem:
    """Write what a slice of a day's journals adds up to."""
    return put({"pk": f"BOOKS#{day}", "sk": f"TURNOVER#{shard:02}", "turnover": dict(turnover)})


def list_turnovers(table: Table, day: str) -> list[Mapping[str, list[int]]] | None:
    """Return what the slices of a day's journals add up to, or None if some are not summed yet."""
    items = table.query_all(f"BOOKS#{day}", begins="TURNOVER#")
    return [item["turnover"] for item in items] if len(items) == SHARDS else None


def save_in_wallets(day: str, shard: int, sums: Mapping[str, int]) -> TransactItem:
    """Write what a slice of the wallets held at the end of a day, by class."""
    return put({"pk": f"BOOKS#{day}", "sk": f"WALLETS#{shard:02}", "sums": dict(sums)})


def sum_in_wallets(table: Table, day: str, shards: int) -> dict[str, int] | None:
    """Return what all wallets held at the end of a day, by class, or None if some slices are not summed yet."""
    items = table.query_all(f"BOOKS#{day}", begins="WALLETS#")
    names = {name for item in items for name in item["sums"]}
    sums = {name: sum(item["sums"].get(name, 0) for item in items) for name in names}
    return sums if len(items) == shards else None


def find_day(table: Table, day: str) -> ClosedDay | None:
    """Return a closed day, or None if it is not closed."""
    item = table.get("BOOKS", f"DAY#{day}")
    return from_item(ClosedDay, item) if item else None


def find_last_day(table: Table) -> ClosedDay | None:
    """Return the day that was closed last."""
    page = table.query("BOOKS", begins="DAY#", limit=1, newest_first=True)
    return from_item(ClosedDay, page.items[0]) if page.items else None


def list_days(table: Table, first: str, last: str) -> list[ClosedDay]:
    """Return the closed days from one to another, both included."""
    items = table.query_all("BOOKS", between=(f"DAY#{first}", f"DAY#{last}"))
    return [from_item(ClosedDay, item) for item in items]


def save_day(day: ClosedDay) -> TransactItem:
    """Write a closed day."""
    return put({"pk": "BOOKS", "sk": f"DAY#{day.day}"} | to_item(day))


def save_check(day: str, in_wallets: Mapping[str, int], differences: Mapping[str, int]) -> TransactItem:
    """Write whether the wallets held what the accounts say at the end of a day."""
    sums = {"in_wallets": dict(in_wallets), "differences": dict(differences)}
    return put({"pk": "BOOKS", "sk": f"CHECK#{day}", "day": day} | sums)


def find_check(table: Table, day: str) -> Item | None:
    """Return whether the wallets held what the accounts say at the end of a day, or None if that is not known yet."""
    return table.get("BOOKS", f"CHECK#{day}")
