"""What was used in a day of UTC, in the form in which a month of it is summed quickly. Pure.

A run is what one person used of one kind, to one country, with one number: the sum of the day, and what was used in
each quarter of an hour in which there was anything. The quarters are needed only where a day is cut.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, chain
from typing import NamedTuple

from services.billing.domain.usage import Cell, Used

QUARTERS, COLUMNS = 96, 4
_NOTHING = Used()


class Strand(NamedTuple):
    """What is counted apart from each other, besides time."""

    account_id: str
    kind: str
    country: str
    number_id: str


class Columns:
    """The quarters in which there was usage, run after run, and beside each what was used in its run up to its end.

    There are four columns, one after the other: quarters, amounts, counts and seconds. They are read on first use.
    """

    def __init__(self, read: Callable[[], "array[int]"]) -> None:
        self._read = read
        self._integers: array[int] | None = None

    @property
    def integers(self) -> "array[int]":
        """Return all columns as one array."""
        if self._integers is None:
            self._integers = self._read()
        return self._integers

    def before(self, quarter: int, place: int, length: int) -> Used:
        """Return what was used before a quarter in the run of so many quarters that begins at a place."""
        integers = self.integers
        at = bisect_left(integers, quarter, place, place + length) - 1
        if at < place:
            return _NOTHING
        width = len(integers) // COLUMNS
        return Used(integers[width + at], integers[2 * width + at], integers[3 * width + at])

    def part(self, column: int, place: int, length: int) -> "array[int]":
        """Return a column of the run that begins at a place."""
        start = column * (len(self.integers) // COLUMNS) + place
        return self.integers[start : start + length]

    def has_any(self, first: int, last: int, place: int, length: int) -> bool:
        """Return whether the run of so many quarters at a place has one from the first up to the last."""
        start = bisect_left(self.integers, first, place, place + length)
        return start < bisect_left(self.integers, last, place, place + length)


@dataclass(frozen=True, slots=True)
class Run:
    """What was used of one strand in a day, in micro-dollars, and by quarters: its part of some columns."""

    total: Used
    columns: Columns
    place: int
    length: int

    @classmethod
    def of(cls, by_quarter: Mapping[int, Used]) -> "Run":
        """Return the run of what was used in these quarters, of 96."""
        quarters = sorted(by_quarter)
        sums = list(accumulate(by_quarter[quarter] for quarter in quarters))
        counted = ([getattr(one, name) for one in sums] for name in ("amount", "count", "seconds"))
        integers = array("q", [*quarters, *chain.from_iterable(counted)])
        return cls(sums[-1] if sums else _NOTHING, Columns(lambda: integers), 0, len(quarters))

    def within(self, first: int, last: int) -> Used:
        """Return what was used from the first quarter up to the last."""
        upto = self.total if last >= QUARTERS else self.columns.before(last, self.place, self.length)
        if first <= 0:
            return upto
        before = self.columns.before(first, self.place, self.length)
        return Used(upto.amount - before.amount, upto.count - before.count, upto.seconds - before.seconds)

    def column(self, number: int) -> "array[int]":
        """Return one of its columns."""
        return self.columns.part(number, self.place, self.length)

    def has_any(self, first: int, last: int) -> bool:
        """Return whether anything was used from the first quarter up to the last, whatever it adds up to."""
        if first <= 0 and last >= QUARTERS:
            return True
        return self.columns.has_any(first, last, self.place, self.length)

    def by_quarter(self) -> dict[int, Used]:
        """Return what was used by quarter."""
        return {quarter: self.within(quarter, quarter + 1) for quarter in self.column(0)}


@dataclass(frozen=True, slots=True)
class DaySums:
    """The runs of a day of UTC, or of a part of what was used in it: the parts of a day add up."""

    day: date
    runs: Mapping[Strand, Run]


def strand_of(cell: Cell) -> Strand:
    """Return what is counted apart in a cell, besides its time."""
    return Strand(cell.account_id, cell.kind, cell.country, cell.number_id)


def sum_days(cells: Iterable[tuple[Cell, Used]]) -> list[DaySums]:
    """Return the days of these cells."""
    days: dict[date, dict[Strand, dict[int, Used]]] = {}
    for cell, used in cells:
        by_quarter = days.setdefault(cell.quarter.date(), {}).setdefault(strand_of(cell), {})
        quarter = quarter_of_day(cell.quarter)
        by_quarter[quarter] = by_quarter.get(quarter, Used()) + used
    return [DaySums(day, {strand: Run.of(used) for strand, used in runs.items()}) for day, runs in days.items()]


def quarter_of_day(quarter: datetime) -> int:
    """Return the place of a quarter of an hour, by its first instant, in its day of UTC."""
    return quarter.hour * 4 + quarter.minute // 15
