"""Instants as the stores write them: milliseconds at Apple and in notifications, RFC 3339 in Google's API."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the instant that it is, in whole milliseconds as the stores count."""
    return parse_ms(to_ms(datetime.now(UTC)))


def to_ms(at: datetime) -> int:
    """Return an instant as milliseconds."""
    return round(at.timestamp() * 1000)


def parse_ms(milliseconds: int) -> datetime:
    """Return the instant of so many milliseconds."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def rfc3339(at: datetime) -> str:
    """Return an instant as text, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def parse_instant(text: str) -> datetime:
    """Return the instant of a text; one without a zone is in UTC. Raises ValueError."""
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
