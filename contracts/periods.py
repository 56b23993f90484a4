"""The periods of a plan: whole ones, and those that are prorated to the payer's billing day (B8). Pure.

Billing charges by them, and numbers quotes by them, so that a quote is what is charged (B15).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from contracts.months import months_after
from contracts.plans import Plan

_CENT = 10_000
_MICROSECOND = timedelta(microseconds=1)
_SHORTEST = Fraction(1, 3)  # of a month: a shorter rest is paid together with the month after it


@dataclass(frozen=True, slots=True)
class Period:
    """A period that is charged: it ends `months` after `anchor`, and costs `price` in micro-dollars."""

    anchor: datetime
    months: int
    price: int

    @property
    def ends_at(self) -> datetime:
        """Return when it ends, and the next one begins."""
        return months_after(self.anchor, self.months)


def next_period(plan: Plan, anchor: datetime, months: int, billing_day: datetime | None) -> Period:
    """Return the period of a plan that starts so many months after its anchor.

    With a billing day of another anchor it ends on such a day, and its first month costs what is left of it: at least a
    third of a month, so that no charge is for a few days. Prices are rounded to cents.
    """
    if billing_day is None or billing_day == anchor:
        return Period(anchor, months + plan.months, plan.price)
    starts_at = months_after(anchor, months)
    first = _first_after(billing_day, starts_at)
    rest = _rest_of_month(billing_day, first, starts_at)
    extra = 0 if rest >= _SHORTEST else 1
    price = round(plan.price * (rest + plan.months - 1 + extra) / plan.months / _CENT) * _CENT
    return Period(billing_day, first + plan.months - 1 + extra, price)


def _first_after(anchor: datetime, at: datetime) -> int:
    """Return how many months after its anchor the first day after an instant is."""
    months = (at.year - anchor.year) * 12 + at.month - anchor.month
    return months if months_after(anchor, months) > at else months + 1


def _rest_of_month(anchor: datetime, months: int, at: datetime) -> Fraction:
    """Return which part of the month that ends so many months after an anchor is left: above 0, at most 1."""
    start, end = months_after(anchor, months - 1), months_after(anchor, months)
    return Fraction((end - at) // _MICROSECOND, (end - start) // _MICROSECOND)
