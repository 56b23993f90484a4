"""When a number can be moved: on working days, in office hours, not at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

_FIRST_DAY, _LAST_DAY = 3, 60
_OPENS, _CLOSES = time(13, tzinfo=UTC), time(22, tzinfo=UTC)  # eight to five in Chicago, more or less


def allowed_windows() -> Iterator[tuple[datetime, datetime]]:
    """Each window's beginning and end."""
    today = datetime.now(UTC).date()
    for days in range(_FIRST_DAY, _LAST_DAY):
        day = today + timedelta(days=days)
        if day.isoweekday() <= 5:
            yield datetime.combine(day, _OPENS), datetime.combine(day, _CLOSES)


def next_day() -> datetime:
    """The first moment that can be agreed to."""
    return next(allowed_windows())[0]
