"""Request a webhook to each endpoint of a team that wants an event (E8)."""

import json

from contracts.event import Event
from contracts.public_event_types import TEST
from contracts.public_events import PublicEvent
from contracts.webhooks import MissedWebhooksDue, WebhookDue
from kernel import clock, ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.delivery import SENDING, Delivery, body_of
from services.teams.domain.endpoint import Endpoint
from services.teams.stores import deliveries, endpoints

_AT_ONCE = 25


def announce(work: UnitOfWork, event: Event, public: PublicEvent) -> None:
    """Have an event sent to each endpoint that has chosen its type; a paused one misses it."""
    team_id = public.team_of(event)
    if team_id is None:
        return
    wanting = [it for it in endpoints.read_all(work.table, team_id) if it.wants(public.name)]
    happened_at = clock.to_text(work.context.event_at or work.now)
    body = json.dumps(body_of(public.name, happened_at, public.data_of(event)), separators=(",", ":"))
    for endpoint in wanting:
        _add(work, endpoint, work.context.event_id.partition("_")[2], public.name, body)


def send_test(work: UnitOfWork, endpoint: Endpoint) -> Delivery:
    """Have a test sent to an endpoint, and return its delivery."""
    body = json.dumps(body_of(TEST, clock.to_text(work.now), {"endpoint_id": endpoint.endpoint_id}))
    return _add(work, endpoint, ids.new_id("evt").partition("_")[2], TEST, body)


def send_missed(work: UnitOfWork, event: MissedWebhooksDue) -> None:
    """Have some of what an endpoint missed sent again, and request the rest."""
    endpoint = endpoints.read(work.table, event.team_id, event.endpoint_id)
    if endpoint is None or not endpoint.is_active:
        return
    missed, rest = deliveries.read_missed(work.table, event.endpoint_id, _AT_ONCE, event.cursor or None)
    for delivery in missed:
        send_again(work, delivery)
    if rest:
        work.publish(MissedWebhooksDue(team_id=event.team_id, endpoint_id=event.endpoint_id, cursor=rest))


def send_again(work: UnitOfWork, delivery: Delivery) -> Delivery:
    """Have a delivery sent at once, with all of its tries before it, and return it."""
    again = delivery.again(work.now)
    work.save(deliveries.change(again, delivery))
    work.publish(_due(again))
    return again


def send_due(work: UnitOfWork, delivery: Delivery) -> None:
    """Have a delivery sent whose wait is over."""
    due = delivery.sent_at(work.now)
    work.save(deliveries.change(due, delivery))
    work.publish(_due(due))


def _add(work: UnitOfWork, endpoint: Endpoint, event: str, kind: str, body: str) -> Delivery:
    """Write the delivery of an event to an endpoint; its id is the event's, so that a duplicate is known by it."""
    delivery = Delivery(
        delivery_id=f"msg_{event}",
        endpoint_id=endpoint.endpoint_id,
        team_id=endpoint.team_id,
        type=kind,
        body=body,
        created_at=work.now,
        due_at=work.now + SENDING if endpoint.is_active else None,
        status="waiting" if endpoint.is_active else "missed",
    )
    work.save(deliveries.add(delivery))
    if endpoint.is_active:
        work.publish(_due(delivery))
    return delivery


def _due(delivery: Delivery) -> WebhookDue:
    return WebhookDue(
        team_id=delivery.team_id,
        endpoint_id=delivery.endpoint_id,
        delivery_id=delivery.delivery_id,
        revision=delivery.revision,
    )
