"""Reading PayPal's events, delivered or listed: the same JSON both ways."""

from typing import Any

from services.billing.paypal.answers import Happening, Kind


def happening(event: dict[str, Any]) -> Happening:
    """What an event says; of an unknown type, or unreadable, it is `other`. Without an id it raises ValueError."""
    if not event.get("id"):
        raise ValueError("an event without id")
    return Happening(event["id"], str(event.get("event_type", "")), None, Kind.OTHER)
