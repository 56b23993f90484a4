"""The days that usage is summed over, in the viewer's time zone (B12). Pure.

A day begins at its first instant there, which is not always midnight: where clocks go forward at midnight, it is an
hour later. Each time zone's days begin at the beginning of a quarter of an hour of UTC, by which usage is counted.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from contracts.months import months_after

MOST_MONTHS = 13
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UsagePeriod:
    """The days from the first to the last, both included, of a time zone."""

    first: date
    last: date
    zone: tzinfo

    @property
    def start(self) -> datetime:
        """Return the first instant, in UTC."""
        return first_instant(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """Return the first instant after the last day, in UTC."""
        return first_instant(self.last + _DAY, self.zone)

    @property
    def is_too_long(self) -> bool:
        """Return whether it is longer than can be seen at once."""
        return self.last >= months_after(datetime.combine(self.first, time()), MOST_MONTHS).date()

    def days(self) -> list[date]:
        """Return every day."""
        return [self.first + _DAY * place for place in range((self.last - self.first).days + 1)]


class Calendar:
    """The first instants of a period's days: finds the day of an instant, and cuts a day of UTC into theirs."""

    def __init__(self, period: UsagePeriod) -> None:
        self._days = period.days()
        self._starts = [*(first_instant(day, period.zone) for day in self._days), period.end]

    def parts_of(self, day: date) -> Iterator[tuple[date, int, int]]:
        """Yield which quarters of a day of UTC, from the first up to the last, are on which day of the period."""
        start = datetime.combine(day, time(), tzinfo=UTC)
        place = max(bisect_right(self._starts, start) - 1, 0)
        while place < len(self._days) and self._starts[place] < start + _DAY:
            first, last = (_quarters(start, self._starts[at]) for at in (place, place + 1))
            if first < last:
                yield self._days[place], first, last
            place += 1


def first_instant(day: date, zone: tzinfo) -> datetime:
    """Return the first instant of a day in a time zone, in UTC; of a day that is skipped there, of the one after."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _quarters(start: datetime, at: datetime) -> int:
    """Return how many quarters of an hour of a day are over at an instant: 0 before the day, 96 after it."""
    return min(max(int((at - start) / timedelta(minutes=15)), 0), 96)
