"""Time zones: the names of the IANA database."""

import re
from datetime import UTC, tzinfo

_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]{1,30}(/[A-Z][A-Za-z0-9_+-]{0,40}){0,2}")  # with GMT, EST5EDT, Japan


def find_time_zone(name: str) -> str | None:
    """Return the name of a time zone, or None if the IANA database has no such name."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not _NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(name: str) -> tzinfo:
    """Return a time zone that was chosen, or UTC if the database has no such name any more."""
    from zoneinfo import ZoneInfo

    known = find_time_zone(name)
    return ZoneInfo(known) if known else UTC
