"""Business days of the US: carriers work on no Saturday, no Sunday and no federal holiday (5 U.S.C. 6103). Pure.

A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
"""

from datetime import date, datetime, timedelta

_DAY = timedelta(days=1)
_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
# month, weekday, and the how manieth of the month
_NTH = (
    (1, _MONDAY, 3),
    (2, _MONDAY, 3),
    (9, _MONDAY, 1),
    (10, _MONDAY, 2),
    (11, _THURSDAY, 4),
)


def is_business_day(day: date) -> bool:
    """Return whether carriers work on this day."""
    return day.weekday() < _SATURDAY and not _is_holiday(day)


def add_business_days(start: datetime, days: int) -> datetime:
    """Return the same time of the day so many business days later; the day of the start does not count."""
    at = start
    while days > 0:
        at += _DAY
        days -= is_business_day(at.date())
    return at


def _is_holiday(day: date) -> bool:
    """Return whether a federal holiday is kept on a weekday."""
    if any((near.month, near.day) in _FIXED for near in _kept_on(day)):
        return True
    if (day.month, day.weekday(), (day.day + 6) // 7) in _NTH:
        return True
    return day.month == 5 and day.weekday() == _MONDAY and (day + 7 * _DAY).month == 6  # Memorial Day, the last Monday


def _kept_on(day: date) -> list[date]:
    """Return the days whose fixed holidays are kept on this weekday."""
    kept = [day]
    if day.weekday() == _SATURDAY - 1:
        kept.append(day + _DAY)
    if day.weekday() == _MONDAY:
        kept.append(day - _DAY)
    return kept
