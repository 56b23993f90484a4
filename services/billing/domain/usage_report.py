"""When a team's usage is reported by mail, and of which days: the week or month that is over (B12). Pure.

Weeks are from Monday to Sunday. Days are of the owner's time zone, in which a report is due at six in the morning after
them. After a silence only the latest week or month is reported.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, Self

Rhythm = Literal["weekly", "monthly"]
Every = Literal["off", "weekly", "monthly"]
_SENT_AT = time(6)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReportDays:
    """The days that a report is of; `missed_since` is the first one that no report is of, if any were missed."""

    first: date
    last: date
    missed_since: date | None = None


@dataclass(frozen=True, slots=True)
class UsageReports:
    """What the owner of a team has chosen, when the next report is due, and the last day that is done with.

    The version counts what was chosen.
    """

    team_id: str
    every: Every = "off"
    due_at: datetime | None = None
    reported: str = ""
    version: int = 0

    def choose(self, every: Every, now: datetime, zone: tzinfo) -> Self:
        """Return it with another rhythm: the first report is of the week or month that is not over on this day."""
        chosen = replace(self, every=every, due_at=None, version=self.version + 1)
        if every == "off":
            return chosen
        today = now.astimezone(zone).date()
        return replace(chosen, reported=_days_over(every, today)[1].isoformat(), due_at=_next_due(every, today, zone))

    def finish(self, every: Every, now: datetime, zone: tzinfo) -> ReportDays | None:
        """Return the days that are over and not reported yet, which another rhythm would leave out; off wants none."""
        if "off" in (self.every, every):
            return None
        return self._unreported(now.astimezone(zone).date())

    def start(self, now: datetime, zone: tzinfo) -> tuple[Self, ReportDays | None]:
        """Return it with the next report due, and the days to report: none if they are done with, or not over yet."""
        if self.every == "off":
            return self, None
        today = _today(now, zone)
        days = self._unreported(today)
        after = replace(self, due_at=_next_due(self.every, today, zone))
        return (replace(after, reported=days.last.isoformat()) if days else after), days

    def _unreported(self, today: date) -> ReportDays | None:
        """Return the latest week or month that is over by a day, unless it is done with."""
        if self.every == "off":
            return None
        first, last = _days_over(self.every, today)
        if last.isoformat() <= self.reported:
            return None
        missed = date.fromisoformat(self.reported) + _DAY
        return ReportDays(first, last, missed if missed < first else None)


def days_before(every: Rhythm, first: date) -> tuple[date, date]:
    """Return the week or month that ends before a day."""
    return _days_over(every, first)


def _today(now: datetime, zone: tzinfo) -> date:
    """Return the day, which lasts until reports of it are sent."""
    there = now.astimezone(zone)
    return there.date() if there.time() >= _SENT_AT else there.date() - _DAY


def _start(every: Rhythm, day: date) -> date:
    return day - _DAY * day.weekday() if every == "weekly" else day.replace(day=1)


def _days_over(every: Rhythm, day: date) -> tuple[date, date]:
    """Return the latest week or month that ends before a day."""
    last = _start(every, day) - _DAY
    return _start(every, last), last


def _next_due(every: Rhythm, day: date, zone: tzinfo) -> datetime:
    """Return when the week or month of a day is reported."""
    start = _start(every, day)
    after = start + _WEEK if every == "weekly" else _start(every, start + _DAY * 31)
    return datetime.combine(after, _SENT_AT, tzinfo=zone).astimezone(UTC)
