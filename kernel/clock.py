"""The clock: the only module that reads the computer's time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, in UTC, to the microsecond."""
    return datetime.now(UTC)


def to_text(at: datetime) -> str:
    """Return RFC 3339 text in UTC with microseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Return the instant of a text that `to_text` made."""
    return datetime.fromisoformat(text)


def to_epoch(at: datetime) -> int:
    """Return whole seconds since 1970, as DynamoDB's TTL needs them."""
    return int(at.timestamp())
