"""What was used in a day of UTC, in the form in which a month of it is summed quickly. Pure.

A run is what one person used of one kind, to one country, with one number: the quarters of the hour in which there was
anything, in order, and beside each what was used in it. A part of a day is a slice of it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from services.billing.domain.usage import Cell, Used


class Series(NamedTuple):
    """What is counted apart from each other, besides time."""

    account_id: str
    kind: str
    country: str
    number_id: str


def _integers(values: Iterable[int] = ()) -> "array[int]":
    return array("q", values)


@dataclass(slots=True)
class Run:
    """The quarters of a day in which there was usage of one series, and what was used in each, in micro-dollars."""

    quarters: "array[int]" = field(default_factory=_integers)
    amounts: "array[int]" = field(default_factory=_integers)
    counts: "array[int]" = field(default_factory=_integers)
    seconds: "array[int]" = field(default_factory=_integers)

    @classmethod
    def of(cls, by_quarter: Mapping[int, Used]) -> "Run":
        """Return the run of what was used in these quarters, of 96."""
        quarters = sorted(by_quarter)
        used = [by_quarter[quarter] for quarter in quarters]
        counted = ([getattr(one, name) for one in used] for name in ("amount", "count", "seconds"))
        return cls(_integers(quarters), *map(_integers, counted))

    def within(self, first: int, last: int) -> Used:
        """Return what was used from the first quarter up to the last."""
        if first <= 0 and last >= 96:
            return Used(sum(self.amounts), sum(self.counts), sum(self.seconds))
        start, end = bisect_left(self.quarters, first), bisect_left(self.quarters, last)
        return Used(sum(self.amounts[start:end]), sum(self.counts[start:end]), sum(self.seconds[start:end]))

    def by_quarter(self) -> dict[int, Used]:
        """Return what was used by quarter."""
        rows = zip(self.quarters, self.amounts, self.counts, self.seconds, strict=True)
        return {quarter: Used(*counted) for quarter, *counted in rows}


@dataclass(frozen=True, slots=True)
class DaySums:
    """The runs of a day of UTC, or of a part of what was used in it: the parts of a day add up."""

    day: date
    runs: Mapping[Series, Run]


def sum_days(cells: Iterable[tuple[Cell, Used]]) -> list[DaySums]:
    """Return the days of these cells."""
    days: dict[date, dict[Series, dict[int, Used]]] = {}
    for cell, used in cells:
        series = Series(cell.account_id, cell.kind, cell.country, cell.number_id)
        by_quarter = days.setdefault(cell.quarter.date(), {}).setdefault(series, {})
        quarter = quarter_of_day(cell.quarter)
        by_quarter[quarter] = by_quarter.get(quarter, Used()) + used
    return [DaySums(day, {series: Run.of(used) for series, used in runs.items()}) for day, runs in days.items()]


def quarter_of_day(quarter: datetime) -> int:
    """Return the place of a quarter of an hour, by its first instant, in its day of UTC."""
    return quarter.hour * 4 + quarter.minute // 15
