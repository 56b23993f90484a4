"""Quarters of an hour: every time zone's midnight is at the beginning of one. Pure."""

from datetime import UTC, datetime, timedelta

QUARTER = timedelta(minutes=15)


def quarter_of(at: datetime) -> datetime:
    """Return the first instant of the quarter of an hour that an instant is in."""
    utc = at.astimezone(UTC)
    return utc.replace(minute=utc.minute // 15 * 15, second=0, microsecond=0)
