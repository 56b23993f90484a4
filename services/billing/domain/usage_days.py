"""What was used in a day of UTC, in the form in which a month of it is summed quickly. Pure.

A run is what one person used of one kind, to one country, with one number: the sum of the day, and what was used in
each quarter of an hour in which there was anything. The quarters are needed only where a day is cut.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from services.billing.domain.usage import Cell, Used

QUARTERS = 96


class Strand(NamedTuple):
    """What is counted apart from each other, besides time."""

    account_id: str
    kind: str
    country: str
    number_id: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The quarters of a day in which there was usage, in order, and beside each what was used in it."""

    quarters: "array[int]"
    amounts: "array[int]"
    counts: "array[int]"
    seconds: "array[int]"

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Return the places of the quarters from the first up to the last."""
        return bisect_left(self.quarters, first), bisect_left(self.quarters, last)


@dataclass(frozen=True, slots=True)
class Run:
    """What was used of one strand in a day, in micro-dollars, and on demand by quarters."""

    total: Used
    read: Callable[[], Columns]

    @classmethod
    def of(cls, by_quarter: Mapping[int, Used]) -> "Run":
        """Return the run of what was used in these quarters, of 96."""
        quarters = sorted(by_quarter)
        used = [by_quarter[quarter] for quarter in quarters]
        counted = ([getattr(one, name) for one in used] for name in ("amount", "count", "seconds"))
        columns = Columns(array("q", quarters), *(array("q", column) for column in counted))
        return cls(sum(used, Used()), lambda: columns)

    def within(self, first: int, last: int) -> Used:
        """Return what was used from the first quarter up to the last."""
        if first <= 0 and last >= QUARTERS:
            return self.total
        columns = self.read()
        start, end = columns.between(first, last)
        counted = (columns.amounts, columns.counts, columns.seconds)
        return Used(*(sum(column[start:end]) for column in counted))

    def has_any(self, first: int, last: int) -> bool:
        """Return whether anything was used from the first quarter up to the last, whatever it adds up to."""
        if first <= 0 and last >= QUARTERS:
            return True
        start, end = self.read().between(first, last)
        return start < end

    def by_quarter(self) -> dict[int, Used]:
        """Return what was used by quarter."""
        columns = self.read()
        rows = zip(columns.quarters, columns.amounts, columns.counts, columns.seconds, strict=True)
        return {quarter: Used(*counted) for quarter, *counted in rows}


@dataclass(frozen=True, slots=True)
class DaySums:
    """The runs of a day of UTC, or of a part of what was used in it: the parts of a day add up."""

    day: date
    runs: Mapping[Strand, Run]


def sum_days(cells: Iterable[tuple[Cell, Used]]) -> list[DaySums]:
    """Return the days of these cells."""
    days: dict[date, dict[Strand, dict[int, Used]]] = {}
    for cell, used in cells:
        strand = Strand(cell.account_id, cell.kind, cell.country, cell.number_id)
        by_quarter = days.setdefault(cell.quarter.date(), {}).setdefault(strand, {})
        quarter = quarter_of_day(cell.quarter)
        by_quarter[quarter] = by_quarter.get(quarter, Used()) + used
    return [DaySums(day, {strand: Run.of(used) for strand, used in runs.items()}) for day, runs in days.items()]


def quarter_of_day(quarter: datetime) -> int:
    """Return the place of a quarter of an hour, by its first instant, in its day of UTC."""
    return quarter.hour * 4 + quarter.minute // 15
