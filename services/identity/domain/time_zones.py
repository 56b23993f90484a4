"""Time zones: the names of the IANA database."""

import re

from services.identity.domain.problems import UnknownTimeZone

_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]{1,30}(/[A-Z][A-Za-z0-9_+-]{0,40}){0,2}")  # with GMT, EST5EDT, Japan


def require_time_zone(name: str) -> str:
    """Return the name of a time zone. Raises UnknownTimeZone if the IANA database has no such name."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not _NAME.fullmatch(name):
        raise UnknownTimeZone(field="time_zone")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownTimeZone(field="time_zone") from error
