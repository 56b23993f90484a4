"""How nightly checks and reconciliations lie in the table.

| question | key | index |
|---|---|---|
| what were a wallet's entries worth at an earlier time | WALLET#wallet / CLOSING#time | |
| did its balance equal its entries last night | WALLET#wallet / CHECK | |
| what did PayPal and the ledger see differently that day | RECONCILIATION#day / LINE#cause | |
"""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put


def check_key(wallet: str) -> dict[str, str]:
    """The key of a wallet's last check."""
    return {"pk": f"WALLET#{wallet}", "sk": "CHECK"}


def last_closing(table: Table, wallet: str, before: datetime) -> tuple[str, dict[str, int]]:
    """The last time before an instant at which the entries were summed, and to what; else the beginning."""
    window = ("CLOSING#", f"CLOSING#{clock.to_text(before)}")
    page = table.query(f"WALLET#{wallet}", between=window, limit=1, newest_first=True)
    if not page.items:
        return "", {}
    return page.items[0]["sk"].removeprefix("CLOSING#"), page.items[0]["parts"]


def save_closing(wallet: str, at: datetime, parts: dict[str, int]) -> TransactItem:
    """Note what the entries before an instant sum up to; whatever came before it has been written by now."""
    return put({"pk": f"WALLET#{wallet}", "sk": f"CLOSING#{clock.to_text(at)}", "parts": parts})


def save_check(wallet: str, at: datetime, balance: int, by_entries: int, differs: bool) -> TransactItem:
    """Note what a check found; the one before is written over."""
    item: Item = check_key(wallet) | {
        "wallet": wallet,
        "checked_at": clock.to_text(at),
        "balance": balance,
        "by_entries": by_entries,
        "differs": differs,
    }
    return put(item)


def save_difference(day: str, cause: str, **what: str | int) -> TransactItem:
    """A line of the day's report; the same difference is one line, however often it is found."""
    return put({"pk": f"RECONCILIATION#{day}", "sk": f"LINE#{cause}", "cause": cause, **what})


def save_summary(day: str, at: datetime, captures: int, refunds: int, list_differences: int) -> TransactItem:
    """The day's report as a whole."""
    item: Item = {"captures": captures, "refunds": refunds, "differences": list_differences, "at": clock.to_text(at)}
    return put({"pk": f"RECONCILIATION#{day}", "sk": "SUMMARY"} | item)


def list_differences(table: Table, day: str) -> list[Item]:
    """The lines of a day's report."""
    return table.query_all(f"RECONCILIATION#{day}", begins="LINE#")
