"""Writes a caller, a moment and a length for people, in notices about calls. Pure."""

import re
from datetime import UTC, datetime, tzinfo

from contracts.phone_numbers import as_written
from contracts.sentences import say

_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_NORTH_AMERICA = "+1"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_number(caller: str) -> bool:
    """Return whether a caller is a phone number as E.164: neither hidden, nor an address, nor a short code."""
    return bool(_NUMBER.fullmatch(caller))


def write_caller(caller: str) -> str:
    """Return a caller for people; what is no phone number, so that anyone may have chosen it, is not shown."""
    if not is_number(caller):
        return say("A hidden number")
    return as_written(caller) if caller.startswith(_NORTH_AMERICA) else caller


def write_caller_within(caller: str) -> str:
    """Return a caller as within a sentence."""
    return write_caller(caller) if is_number(caller) else say("a hidden number")


def write_length(seconds: int) -> str:
    """Return a length such as 0:42."""
    minutes, rest = divmod(max(seconds, 0), 60)
    return f"{minutes}:{rest:02}"


def write_moment(at: datetime, time_zone: str) -> str:
    """Return a moment such as Nov 30, 1:15 PM (America/New_York); in UTC where the zone is not known."""
    zone, name = _zone(time_zone)
    there = at.astimezone(zone)
    return say(
        "{month} {day}, {time} ({zone})",
        month=say(_MONTHS[there.month - 1]),
        day=there.day,
        time=_time(there),
        zone=name,
    )


def _time(there: datetime) -> str:
    before_noon, after_noon = say("{time} AM", time=_clock(there)), say("{time} PM", time=_clock(there))
    return before_noon if there.hour < 12 else after_noon


def _clock(there: datetime) -> str:
    return f"{there.hour % 12 or 12}:{there:%M}"


def _zone(name: str) -> tuple[tzinfo, str]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return (ZoneInfo(name), name) if name and name != "UTC" else (UTC, "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC, "UTC"
