"""Stores what the nightly checks and reconciliations found.

| question | key | index |
|---|---|---|
| what did a wallet's entries add up to at an earlier time | WALLET#wallet / CLOSING#time | |
| did its balance equal its entries last night | WALLET#wallet / CHECK | |
| how did PayPal and the ledger differ that day | RECONCILIATION#day / LINE#cause | |
"""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put


def check_key(wallet: str) -> dict[str, str]:
    """Return the key of a wallet's last check."""
    return {"pk": f"WALLET#{wallet}", "sk": "CHECK"}


def last_closing(table: Table, wallet: str, before: datetime) -> tuple[str, dict[str, int]]:
    """Return the time of the last closing before an instant and its sums, or an empty time and none."""
    window = ("CLOSING#", f"CLOSING#{clock.to_text(before)}")
    page = table.query(f"WALLET#{wallet}", between=window, limit=1, newest_first=True)
    if not page.items:
        return "", {}
    return page.items[0]["sk"].removeprefix("CLOSING#"), page.items[0]["parts"]


def save_closing(wallet: str, at: datetime, parts: dict[str, int]) -> TransactItem:
    """Write what the entries before an instant add up to; by now no earlier entry can be added."""
    return put({"pk": f"WALLET#{wallet}", "sk": f"CLOSING#{clock.to_text(at)}", "parts": parts})


def save_check(wallet: str, at: datetime, balance: int, by_entries: int, differs: bool) -> TransactItem:
    """Write the result of a check over the previous one."""
    item: Item = check_key(wallet) | {
        "wallet": wallet,
        "checked_at": clock.to_text(at),
        "balance": balance,
        "by_entries": by_entries,
        "differs": differs,
    }
    return put(item)


def save_difference(day: str, cause: str, **what: str | int) -> TransactItem:
    """Write a line of the day's report; the same difference is one line, however often it is found."""
    return put({"pk": f"RECONCILIATION#{day}", "sk": f"LINE#{cause}", "cause": cause, **what})


def save_summary(day: str, at: datetime, captures: int, refunds: int, list_differences: int) -> TransactItem:
    """Write the summary of the day's report."""
    item: Item = {"captures": captures, "refunds": refunds, "differences": list_differences, "at": clock.to_text(at)}
    return put({"pk": f"RECONCILIATION#{day}", "sk": "SUMMARY"} | item)


def list_differences(table: Table, day: str) -> list[Item]:
    """Return the lines of a day's report."""
    return table.query_all(f"RECONCILIATION#{day}", begins="LINE#")
