"""Receive a webhook of the carrier: check its signature, store it once, have it handled from the queue (N8)."""

import hashlib
import json
from typing import Any

from contracts.numbers import CarrierEventReceived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from kernel.log import count, log
from kernel.problems import Malformed
from kernel.providers.errors import ForgedError
from services.numbers.carrier.webhook_signatures import verify
from services.numbers.domain.problems import NotTheCarriers, WebhookStoredBefore
from services.numbers.stores import webhooks

_LONGEST_ID = 100


def receive_webhook(work: UnitOfWork, *, request: Request, public_key: str) -> None:
    """Store a genuine webhook, once. Its body is not parsed before the signature of its exact bytes is checked.

    Raises NotTheCarriers for a bad signature, and Malformed for a body that is no event.
    """
    try:
        verify(request.headers, request.raw, public_key, work.now)
    except ForgedError as forged:
        count("WebhookForged")
        raise NotTheCarriers from forged
    content = read_content(request.json())
    event_id = _read_id(content, request.raw)
    is_of_port = str(content.get("event_type")).startswith(("porting_order.", "portout."))
    work.save([webhooks.create(event_id, _without_pin(content, request.raw), work.now, of_port=is_of_port)])
    work.publish(CarrierEventReceived(event_id=event_id))
    try:
        work.commit()
    except WebhookStoredBefore:
        log().info("carrier.webhook.repeated", extra={"event_id": event_id})


def read_content(body: Any) -> dict[str, Any]:
    """Return the event in a webhook, with or without the carrier's envelope. Raises Malformed if there is none."""
    content = body.get("data", body) if isinstance(body, dict) else None
    if not isinstance(content, dict):
        raise Malformed("This is not an event.")
    return content


def _without_pin(content: dict[str, Any], raw: bytes) -> str:
    """Return what is stored of a webhook: its exact body, but of a port-out never the PIN that it was tried with."""
    payload = content.get("payload")
    if not isinstance(payload, dict) or "attempted_pin" not in payload:
        return raw.decode()
    return json.dumps(content | {"payload": {name: it for name, it in payload.items() if name != "attempted_pin"}})


def _read_id(content: dict[str, Any], raw: bytes) -> str:
    event_id = content.get("id")
    if isinstance(event_id, str) and 0 < len(event_id) <= _LONGEST_ID:
        return event_id
    return hashlib.sha256(raw).hexdigest()  # the carrier's documentation shows some events without an id
