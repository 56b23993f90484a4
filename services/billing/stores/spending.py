"""How what people spend in a month lies in the table: one counter each, for their limit (B12).

| question | key | index |
|---|---|---|
| what has somebody spent in a month | SPENDING#account / month | |

Like a balance it is changed by conditional adds, in the transaction that moves the money.
"""

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.transact_items import Item, TransactItem, update
from kernel.problems import Stale


def key(account_id: str, month: str) -> dict[str, str]:
    """The key of somebody's month."""
    return {"pk": f"SPENDING#{account_id}", "sk": month}


def loaded(item: Item | None) -> int:
    """How much was spent."""
    return int(item["spent"]) if item else 0


def count(account_id: str, month: str, amount: int, limit: int | None) -> TransactItem:
    """So much more is spent, or less if it came back; Stale if it would go beyond the limit by now."""
    within: Condition | None = None
    if limit is not None and amount > 0:
        within = Attr("spent").not_exists() | Attr("spent").lte(limit - amount)
    return update(key(account_id, month), add={"spent": amount}, only_if=within, on_conflict=Stale())
