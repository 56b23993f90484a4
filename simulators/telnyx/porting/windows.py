"""When a number can be ported: on working days, in office hours, from the third day on."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

_FIRST_DAY, _LAST_DAY = 3, 60
_OPENS, _CLOSES = time(13, tzinfo=UTC), time(22, tzinfo=UTC)  # eight to five in Chicago, more or less


def allowed_windows() -> Iterator[tuple[datetime, datetime]]:
    """Yield each window's beginning and end."""
    today = datetime.now(UTC).date()
    for days in range(_FIRST_DAY, _LAST_DAY):
        day = today + timedelta(days=days)
        if day.isoweekday() <= 5:
            yield datetime.combine(day, _OPENS), datetime.combine(day, _CLOSES)


def next_day() -> datetime:
    """Return the first moment that is possible."""
    return next(allowed_windows())[0]
