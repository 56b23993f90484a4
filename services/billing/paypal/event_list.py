"""Reads PayPal's list of events page by page, for what webhooks failed to deliver."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from services.billing.paypal.errors import DownError
from services.billing.paypal.json_models import Link, OpenModel
from services.billing.paypal.transport import Transport

_PATH = "/v1/notifications/webhooks-events"
_MOST_PAGES = 10_000


class EventPage(OpenModel):
    """A page of the list."""

    events: tuple[dict[str, Any], ...] = ()
    links: tuple[Link, ...] = ()

    def next(self) -> dict[str, str]:
        """Return the parameters of the next page, or none. Only these are used: our token goes to no other address."""
        href = next((link.href for link in self.links if link.rel == "next"), "")
        return dict(parse_qsl(urlsplit(href).query))


def events_between(http: Transport, start: datetime, end: datetime, event_type: str | None) -> Iterator[dict[str, Any]]:
    """Yield every event listed between two instants, once each. Raises DownError for a list that cannot be read."""
    asked = first_page(start, end) | ({"event_type": event_type} if event_type else {})
    seen: set[str] = set()
    for _ in range(_MOST_PAGES):
        page = read_page(http, asked)
        fresh = [event for event in page.events if event.get("id") and event["id"] not in seen]
        seen.update(event["id"] for event in fresh)
        yield from fresh
        asked = page.next()
        if not asked or not fresh:
            return


def first_page(start: datetime, end: datetime) -> dict[str, str]:
    """Return the parameters of the first page of the events between two instants."""
    return {"page_size": "100", "start_time": _instant(start), "end_time": _instant(end)}


def read_page(http: Transport, asked: dict[str, str]) -> EventPage:
    """Return a page of the list. Raises DownError for one that cannot be read."""
    page = http.get(_PATH, lambda reply: EventPage.model_validate(reply.body), asked)
    if page is None:  # no list at all is not an empty one
        raise DownError("PayPal has no list of events")
    return page


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
