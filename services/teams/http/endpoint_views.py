"""The response bodies of the routes of endpoints (E8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kernel.dynamodb.items import from_item
from kernel.http.models import View
from services.teams.domain.delivery import Attempt, Delivery, DeliveryStatus
from services.teams.domain.endpoint import Endpoint, EndpointStatus, PauseReason


class EventTypeView(View):
    """A type of event that an endpoint can choose, and when it is sent."""

    type: str
    description: str


class EndpointView(View):
    """An endpoint. Until `former_secret_until` webhooks are signed with the secret of before as well.

    `failing_since` is when the first of its failures was that no success has followed.
    """

    endpoint_id: str
    url: str
    events: list[str]
    description: str
    status: EndpointStatus
    pause_reason: PauseReason | None
    paused_at: datetime | None
    failing_since: datetime | None
    former_secret_until: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint, now: datetime) -> "EndpointView":
        """Return the view of an endpoint."""
        return cls(**_fields_of(endpoint, now))


class EndpointWithSecret(EndpointView):
    """An endpoint with its new secret, which is shown once."""

    secret: str

    @classmethod
    def with_secret(cls, endpoint: Endpoint, secret: str, now: datetime) -> "EndpointWithSecret":
        """Return the view of an endpoint with its secret."""
        return cls(**_fields_of(endpoint, now), secret=secret)


class AttemptView(View):
    """One sending. `code` is the status that was answered; without one `fault` says what went wrong."""

    at: datetime
    ms: int
    code: int | None
    fault: str | None

    @classmethod
    def of(cls, attempt: Attempt) -> "AttemptView":
        """Return the view of an attempt."""
        return cls(at=attempt.at, ms=attempt.ms, code=attempt.code, fault=attempt.fault or None)


class DeliveryView(View):
    """An event on its way to an endpoint, with its last attempts, the oldest first. Its id is the `webhook-id`."""

    delivery_id: str
    type: str
    status: DeliveryStatus
    created_at: datetime
    next_attempt_at: datetime | None
    attempts: list[AttemptView]
    body: str

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryView":
        """Return the view of a delivery."""
        return cls(
            delivery_id=delivery.delivery_id,
            type=delivery.type,
            status=delivery.status,
            created_at=delivery.created_at,
            next_attempt_at=delivery.due_at if delivery.tries else None,
            attempts=[AttemptView.of(it) for it in delivery.attempts],
            body=delivery.body,
        )

    @classmethod
    def from_stored(cls, item: Mapping[str, Any]) -> "DeliveryView":
        """Return the view of a stored delivery."""
        return cls.of(from_item(Delivery, item))


def _fields_of(endpoint: Endpoint, now: datetime) -> dict[str, Any]:
    overlaps = endpoint.former_until is not None and now < endpoint.former_until
    return {
        "endpoint_id": endpoint.endpoint_id,
        "url": endpoint.url,
        "events": list(endpoint.events),
        "description": endpoint.description,
        "status": endpoint.status,
        "pause_reason": endpoint.pause_reason,
        "paused_at": endpoint.paused_at,
        "failing_since": endpoint.failing_since,
        "former_secret_until": endpoint.former_until if overlaps else None,
        "created_at": endpoint.created_at,
    }
