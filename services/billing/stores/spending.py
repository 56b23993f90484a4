"""Stores what people spend in a month: one counter each, for their limit (B12).

| question | key | index |
|---|---|---|
| what has a person spent in a month | SPENDING#account / month | |

Like a balance it is changed by conditional adds, in the transaction that moves the money.
"""

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.transact_items import Item, TransactItem, update
from kernel.problems import Stale


def key(account_id: str, month: str) -> dict[str, str]:
    """Return the key of an account's month."""
    return {"pk": f"SPENDING#{account_id}", "sk": month}


def amount_of(item: Item | None) -> int:
    """Return the micro-dollars spent, of an item or None."""
    return int(item["spent"]) if item else 0


def add(account_id: str, month: str, amount: int, limit: int | None) -> TransactItem:
    """Add to what was spent, or subtract what was given back; refuse with Stale beyond the limit."""
    within: Condition | None = None
    if limit is not None and amount > 0:
        within = Attr("spent").not_exists() | Attr("spent").lte(limit - amount)
    return update(key(account_id, month), add={"spent": amount}, only_if=within, on_conflict=Stale())
