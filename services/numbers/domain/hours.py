"""Business hours: whether a number takes calls at an instant, by the clock on the wall of its own zone (N9). Pure.

When clocks are set back, an hour of the wall comes twice and is open or closed both times; when they are set forward,
an hour is skipped with what it had.
"""

from datetime import datetime

from services.numbers.domain.call_settings import Hours

DAY = 24 * 60


def is_open(hours: Hours | None, at: datetime) -> bool:
    """Return whether calls are taken at an instant; without hours always."""
    if hours is None or not hours.is_on:
        return True
    from zoneinfo import ZoneInfo

    wall = at.astimezone(ZoneInfo(hours.time_zone))
    if wall.date().isoformat() in hours.days_off:
        return False
    minute = wall.hour * 60 + wall.minute
    return any(begins <= minute < ends for begins, ends in hours.open.get(str(wall.weekday()), ()))


def to_minutes(text: str) -> int:
    """Return the minutes since midnight of a time such as 09:30 or 24:00."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def to_time(minutes: int) -> str:
    """Return minutes since midnight as a time such as 09:30 or 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
