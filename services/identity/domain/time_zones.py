"""The time zone of a profile."""

from kernel.time_zones import find_time_zone
from services.identity.domain.problems import UnknownTimeZone


def require_time_zone(name: str) -> str:
    """Return the name of a time zone. Raises UnknownTimeZone if the IANA database has no such name."""
    found = find_time_zone(name)
    if found is None:
        raise UnknownTimeZone(field="time_zone")
    return found
