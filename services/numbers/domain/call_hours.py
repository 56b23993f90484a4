"""Whether a number takes calls at an instant, by its hours in its own time zone (N9). Pure."""

from datetime import datetime

from services.numbers.domain.call_settings import Hours


def is_open(hours: Hours, at: datetime) -> bool:
    """Return whether calls are taken at this instant: on no day off, and within a pair of its weekday."""
    from zoneinfo import ZoneInfo

    there = at.astimezone(ZoneInfo(hours.time_zone))
    if there.date().isoformat() in hours.days_off:
        return False
    minute = there.hour * 60 + there.minute
    return any(begins <= minute < ends for begins, ends in hours.open.get(str(there.weekday()), ()))
