"""What time it is: the one place that asks the computer."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current instant, in UTC, to the microsecond."""
    return datetime.now(UTC)


def to_text(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """The instant that `to_text` wrote."""
    return datetime.fromisoformat(text)


def to_epoch(at: datetime) -> int:
    """Whole seconds since 1970, as DynamoDB's TTL wants them."""
    return int(at.timestamp())
