"""The plans of the simulated year: since when each one runs, what becomes of it, and which periods must be paid.

The periods are calculated by a calendar library that the product does not use, and by no code of the product.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import islice, takewhile

from dateutil.relativedelta import relativedelta

from contracts.plans import CATALOGUE, Plan

BEGINNING = datetime(2028, 1, 28, tzinfo=UTC)  # a leap year
_OPENING_DAYS = 45
_OWN_DAYS = 0.1, 0.35  # the share of plans, and of awkward ones, not renewed on the billing day of their payer
_CENT = 10_000
_AWKWARD = [
    datetime.fromisoformat(f"{text}+00:00")
    for text in (
        "2028-01-29T00:00:00",
        "2028-01-30T12:00:00",
        "2028-01-31T00:00:00",
        "2028-01-31T23:59:59.999999",
        "2028-02-28T23:59:59",
        "2028-02-29T00:00:00",
        "2028-02-29T23:59:59.999999",
        "2028-03-01T00:00:00",
        "2028-03-12T09:59:59",
        "2028-03-12T10:00:00",  # the clocks of the US are put forward at 10:00
        "2028-02-05T09:30:00",  # on 5 November, nine periods on, half past one comes twice in New York
    )
]
_WISHES = {"keeps": 88, "pays by the year": 8, "cancels": 2, "changes": 2}


@dataclass(frozen=True)
class Period:
    """A period that must be paid: when it starts and is due, when it ends, and its price in micro-dollars."""

    due_at: datetime
    ends_at: datetime
    micros: int


@dataclass(frozen=True)
class Opening:
    """When a plan is bought, and whether it keeps a billing day of its own."""

    number_id: str
    opened_at: datetime
    own_day: bool


@dataclass(frozen=True)
class Subscriber:
    """A number's plan, whose wish is about the period that begins after `month` others.

    `billing_day` is when its payer's first plan was paid; `stops_at` is when its payer stops paying, if ever.
    """

    opening: Opening
    payer: str
    wish: str
    month: int
    billing_day: datetime
    stops_at: datetime | None

    @property
    def number_id(self) -> str:
        """Return the id of its number."""
        return self.opening.number_id

    @property
    def plan_id(self) -> str:
        """Return the plan that it begins with."""
        return "local_yearly" if self.wish == "pays by the year" else "local_monthly"

    @property
    def decides_at(self) -> datetime:
        """Return when it is canceled or changed."""
        return self._begins(self.month) - timedelta(days=2)

    @property
    def cancels_at(self) -> datetime | None:
        """Return the end of its last period if it is canceled."""
        return self._begins(self.month) if self.wish == "cancels" else None

    def periods(self, until: datetime) -> list[Period]:
        """Return all periods that are due by an instant, in order, except those that will not be renewed."""
        due = list(takewhile(lambda period: period.due_at <= until, self._all()))
        ends = [at for at in (self.stops_at, self.cancels_at) if at]
        return due[:1] + [period for period in due[1:] if all(period.due_at < end for end in ends)]

    def _begins(self, number: int) -> datetime:
        return next(islice(self._all(), number, None)).due_at

    def _all(self) -> Iterator[Period]:
        """Yield its periods without an end: the first one is prorated to the billing day."""
        anchor = self.opening.opened_at if self.opening.own_day else self.billing_day
        starts_at, number, months = self.opening.opened_at, 0, 0
        while True:
            plan = CATALOGUE["local_yearly" if self.wish == "changes" and number >= self.month else self.plan_id]
            price, ahead = self._first(plan, anchor) if number == 0 else (plan.price, plan.months)
            months += ahead
            yield Period(starts_at, anchor + relativedelta(months=months), price)
            starts_at, number = anchor + relativedelta(months=months), number + 1

    def _first(self, plan: Plan, anchor: datetime) -> tuple[int, int]:
        """Return the price of the first period, and how many months after the anchor it ends."""
        bought = self.opening.opened_at
        months = next(at for at in range(1, 99) if anchor + relativedelta(months=at) > bought)
        month = anchor + relativedelta(months=months) - (anchor + relativedelta(months=months - 1))
        left = Fraction((anchor + relativedelta(months=months) - bought) / timedelta.resolution) / Fraction(
            month / timedelta.resolution
        )
        extra = int(left < Fraction(1, 3))
        paid = (left + extra + plan.months - 1) / plan.months
        return round(plan.price * paid / _CENT) * _CENT, months + extra + plan.months - 1


def openings(plans: int, chance: random.Random) -> Iterator[Opening]:
    """Yield the purchases of plans, half of them at an awkward instant."""
    for number in range(plans):
        anywhen = BEGINNING + timedelta(seconds=chance.randrange(_OPENING_DAYS * 86_400))
        opened_at = anywhen if number % 2 else _AWKWARD[number // 2 % len(_AWKWARD)]
        yield Opening(f"num_{number}", opened_at, chance.random() < _OWN_DAYS[1 - number % 2])


def wish_of(number: int, chance: random.Random) -> tuple[str, int]:
    """Return what becomes of a plan and when; among the first few is each wish twice."""
    (wish,) = chance.choices([*_WISHES], [*_WISHES.values()])
    if number < 2 * len(_WISHES):
        wish = [*_WISHES][number % len(_WISHES)]
    return wish, chance.randint(1, 8)
