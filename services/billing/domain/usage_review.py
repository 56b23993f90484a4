"""Decides what of a team's day is worth a notice: far more than usual, or a country that is new (B12). Pure.

A review is stored with the day that it was of, so that each finding is noticed once, and the days of nights that were
missed are reviewed with the next. The first one only learns which countries are called and texted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

LOOKS_BACK = timedelta(days=28)
_DAY = timedelta(days=1)
_TIMES = 3
_LEAST_DAYS = 7  # with usage, before a day can be unusual
_LEAST = 5_000_000  # micro-dollars: below it, no day is worth a notice


@dataclass(frozen=True, slots=True)
class UsageReview:
    """The day that was reviewed last, and every country that was paid for up to it."""

    team_id: str
    day: str = ""
    countries: tuple[str, ...] = ()
    version: int = 0

    def days_up_to(self, day: date) -> list[date]:
        """Return the days to review: those after the last one, as nights may have been missed; at first the day."""
        last = date.fromisoformat(self.day) if self.day else day - _DAY
        count = min(max((day - last).days, 0), LOOKS_BACK.days)
        return [day - _DAY * back for back in reversed(range(count))]


@dataclass(frozen=True, slots=True)
class Findings:
    """What is noticed of a day: what it cost if that is unusual, else zero; and the new countries."""

    unusual: int = 0
    countries: tuple[str, ...] = ()


def review_day(
    before: UsageReview, day: date, cost: Mapping[tuple[str, str], int]
) -> tuple[UsageReview, Findings] | None:
    """Return the review of a day and what it found, or None if it is reviewed already.

    `cost` is in micro-dollars by day and country, of this day and those before it.
    """
    today = day.isoformat()
    if before.day >= today:
        return None
    paid = {(on, country): amount for (on, country), amount in cost.items() if amount > 0 and on <= today}
    new = {country for on, country in paid if before.day == "" or on == today} - {*before.countries}
    countries = tuple(sorted({*before.countries, *new}))
    found = Findings(_unusual(today, paid), tuple(sorted(new)) if before.day else ())
    return replace(before, day=today, countries=countries), found


def _unusual(today: str, paid: Mapping[tuple[str, str], int]) -> int:
    """Return what the day cost if it is far more than the mean of the days with usage before it, else zero."""
    by_day = {on: sum(amount for (day, _), amount in paid.items() if day == on) for on in {day for day, _ in paid}}
    amount = by_day.pop(today, 0)
    if len(by_day) < _LEAST_DAYS or amount < _LEAST:
        return 0
    return amount if amount * len(by_day) >= _TIMES * sum(by_day.values()) else 0
