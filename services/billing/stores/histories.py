"""Stores what an account has paid, and how much of a day's limits it has used (B5).

| question | key |
|---|---|
| what has this account paid and kept, by week, and how much of it is disputed | ACCOUNT#account / HISTORY |
| how much has this account bought, or its team given, on a day in UTC | ACCOUNT#account / DAY#day#use |

Both are changed by adds in the transaction that moves the money. A TTL removes the days.
"""

from datetime import UTC, datetime, timedelta
from typing import Literal

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.transact_items import Item, Refusal, TransactItem, update

Use = Literal["bought", "given"]
_WEEK = "w:"


def key(account_id: str) -> dict[str, str]:
    """Return the key of an account's history."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "HISTORY"}


def paid_of(item: Item | None) -> dict[str, int]:
    """Return what was paid and kept, by week, of an item or None."""
    return {name.removeprefix(_WEEK): int(paid) for name, paid in (item or {}).items() if name.startswith(_WEEK)}


def disputed_of(item: Item | None) -> int:
    """Return how many payments are disputed, of an item or None."""
    return int((item or {}).get("disputed", 0))


def day_key(account_id: str, at: datetime, use: Use) -> dict[str, str]:
    """Return the key of what is bought or given on a day."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"DAY#{at.astimezone(UTC):%Y-%m-%d}#{use}"}


def used_of(item: Item | None) -> int:
    """Return how much of the day's limit is used, of an item or None."""
    return max(0, int((item or {}).get("used", 0)))


def add(account_id: str, week: str, paid: int, disputed: int) -> TransactItem:
    """Add to what was paid in a week, and to how many payments are disputed; both may be less than zero."""
    return update(key(account_id), add={_WEEK + week: paid, "disputed": disputed})


def use_day(
    account_id: str, at: datetime, use: Use, amount: int, most: int | None = None, refusal: Refusal | None = None
) -> TransactItem:
    """Count what is bought or given on a day, refused beyond `most`, or correct it by a negative amount."""
    within: Condition | None = None
    if most is not None:
        within = Attr("used").lte(most - amount)
        within = within | Attr("used").not_exists() if amount <= most else within
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return update(
        day_key(account_id, at, use),
        add={"used": amount},
        set={"ttl": clock.to_epoch(day + timedelta(days=3))},
        only_if=within,
        on_conflict=refusal,
    )
