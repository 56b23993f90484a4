"""Take a delivery of the carrier in: genuine or refused, stored once, handled later from the queue (N8)."""

import hashlib
from typing import Any

from contracts.numbers import CarrierEventReceived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from kernel.log import count, log
from kernel.problems import Malformed
from services.numbers.carrier.webhook_signatures import ForgedError, verify
from services.numbers.domain.problems import DeliveredBefore, NotTheCarriers
from services.numbers.stores import inbox

_LONGEST_ID = 100


def receive_delivery(work: UnitOfWork, request: Request, public_key: str) -> None:
    """Store a genuine delivery, once. Nothing of it is read before its signature is checked over its very bytes."""
    try:
        verify(request.headers, request.raw, public_key, work.now)
    except ForgedError as forged:
        count("WebhookForged")
        raise NotTheCarriers from forged
    event_id = _id_of(request)
    is_of_transfer = str(content_of(request.json()).get("event_type")).startswith("porting_order.")
    work.save([inbox.keep(event_id, request.raw.decode(), work.now, of_transfer=is_of_transfer)])
    work.publish(CarrierEventReceived(event_id=event_id))
    try:
        work.commit()
    except DeliveredBefore:
        log().info("delivered before", extra={"event_id": event_id})


def content_of(body: Any) -> dict[str, Any]:
    """The event in a delivery, with or without the carrier's envelope. Raises Malformed for what is no event."""
    content = body.get("data", body) if isinstance(body, dict) else None
    if not isinstance(content, dict):
        raise Malformed("This is no event.")
    return content


def _id_of(request: Request) -> str:
    event_id = content_of(request.json()).get("id")
    if isinstance(event_id, str) and 0 < len(event_id) <= _LONGEST_ID:
        return event_id
    return hashlib.sha256(request.raw).hexdigest()  # the carrier prints some events without an id
