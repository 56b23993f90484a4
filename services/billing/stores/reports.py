"""Stores what the nightly checks of wallets found.

| question | key | index |
|---|---|---|
| what did a wallet's entries add up to at an earlier time | WALLET#wallet / CLOSING#time | |
| did its balance equal its entries last night | WALLET#wallet / CHECK | |
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
