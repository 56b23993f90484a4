"""What is counted as spent in the current month and on the current day, for a person's limits (B5, B12). Pure.

The counters are beside the balance, by the name of their month or day in UTC, and change with it. Those of a month or
day that is over count for nothing: a change removes them once no one decides by them any more, who began before
midnight.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.billing.domain.ledger import Wallet

_DECIDED = timedelta(minutes=15)  # what began longer ago has been written, or never will be


@dataclass(frozen=True, slots=True)
class Spent:
    """What a wallet counts more or less as spent, by month and day, and which of its counters are over.

    `most` is what may have been counted before, so that no limit is passed by two at once.
    """

    wallet: str
    adds: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    over: tuple[str, ...] = ()


def month_and_day(at: datetime) -> tuple[str, str]:
    """Return the names of the counters of an instant's month and day."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m}", f"{utc:%Y-%m-%d}"


def spent_in_month(wallet: Wallet, at: datetime) -> int:
    """Return the micro-dollars that a wallet has counted in the month of an instant."""
    return wallet.spent.get(month_and_day(at)[0], 0)


def spent_on_day(wallet: Wallet, at: datetime) -> int:
    """Return the micro-dollars that a wallet has counted on the day of an instant."""
    return wallet.spent.get(month_and_day(at)[1], 0)


def count_spent(wallet: Wallet, now: datetime, amount: int, *, limit: int | None, a_day: int | None) -> Spent:
    """Count an amount as spent now, unless the limit of the month or of the day is passed by it."""
    names = month_and_day(now)
    most = {name: limit - amount for name, limit in zip(names, (limit, a_day), strict=True) if limit is not None}
    adds = dict.fromkeys(names, amount) if amount else {}
    return Spent(wallet.name, adds, most if amount > 0 else {}, _over(wallet, now))


def correct_spent(wallet: Wallet, by: Mapping[datetime, int], now: datetime) -> Spent:
    """Count more or less of what was counted at these instants, whatever the limits are; a day that is over is left."""
    adds: dict[str, int] = {}
    for at, amount in by.items():
        for name in set(month_and_day(at)) & set(month_and_day(now)):
            adds[name] = adds.get(name, 0) + amount
    return Spent(wallet.name, {name: amount for name, amount in adds.items() if amount}, over=_over(wallet, now))


def _over(wallet: Wallet, now: datetime) -> tuple[str, ...]:
    running = {len(name): name for name in month_and_day(now - _DECIDED)}
    return tuple(sorted(name for name in wallet.spent if name < running[len(name)]))
