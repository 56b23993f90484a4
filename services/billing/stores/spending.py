"""Stores what people spend in a month and on its days: one item of counters each, for their limits (B5, B12).

| question | key | index |
|---|---|---|
| what has a person spent in a month | SPENDING#account / month | |

Like a balance it is changed by conditional adds, in the transaction that moves the money.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import reduce

from contracts.months import month_of
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import Item, TransactItem, update
from kernel.problems import Stale


def key(account_id: str, month: str) -> dict[str, str]:
    """Return the key of an account's month."""
    return {"pk": f"SPENDING#{account_id}", "sk": month}


def amount_of(item: Item | None) -> int:
    """Return the micro-dollars spent, of an item or None."""
    return int(item["spent"]) if item else 0


def day_of(item: Item | None, at: datetime) -> int:
    """Return the micro-dollars spent on a day, of its month's item or None."""
    return int((item or {}).get(_day(at), 0))


def add(
    account_id: str, at: datetime, amount: int, *, limit: int | None = None, a_day: int | None = None
) -> TransactItem:
    """Add to what was spent in the month and on the day, or subtract what was given back.

    Refuse with Stale beyond the limit of the month or of the day.
    """
    conditions = [
        Attr(name).not_exists() | Attr(name).lte(most - amount)
        for name, most in (("spent", limit), (_day(at), a_day))
        if most is not None and amount > 0
    ]
    within = reduce(lambda one, other: one & other, conditions) if conditions else None
    added = {"spent": amount, _day(at): amount}
    return update(key(account_id, month_of(at)), add=added, only_if=within, on_conflict=Stale())


def correct(account_id: str, by: Mapping[datetime, int]) -> list[TransactItem]:
    """Correct what was counted at these instants, whatever the limits are: one item a month."""
    added: dict[str, dict[str, int]] = {}
    for at, amount in by.items():
        of_month = added.setdefault(month_of(at), {})
        for name in ("spent", _day(at)):
            of_month[name] = of_month.get(name, 0) + amount
    return [update(key(account_id, month), add=of_month) for month, of_month in added.items()]


def _day(at: datetime) -> str:
    return f"day{at.astimezone(UTC):%d}"
