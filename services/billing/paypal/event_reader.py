"""Reads PayPal's events, delivered or listed: both have the same JSON."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kernel.log import count, log
from services.billing.paypal.disputes import DisputeRead
from services.billing.paypal.json_models import CaptureRead, Id, OpenModel, OptionalTime, RefundRead, TokenRead
from services.billing.paypal.results import EventKind, PayPalEvent

_KINDS = {
    "PAYMENT.CAPTURE.COMPLETED": EventKind.CAPTURE,
    "PAYMENT.CAPTURE.PENDING": EventKind.CAPTURE,
    "PAYMENT.CAPTURE.DENIED": EventKind.CAPTURE,
    "PAYMENT.CAPTURE.DECLINED": EventKind.CAPTURE,
    "PAYMENT.CAPTURE.REFUNDED": EventKind.REFUND,
    "PAYMENT.REFUND.PENDING": EventKind.REFUND,
    "PAYMENT.REFUND.FAILED": EventKind.REFUND,
    "PAYMENT.CAPTURE.REVERSED": EventKind.REVERSAL,
    "VAULT.PAYMENT-TOKEN.CREATED": EventKind.TOKEN_CREATED,
    "VAULT.PAYMENT-TOKEN.DELETED": EventKind.TOKEN_DELETED,
    "VAULT.PAYMENT-TOKEN.DELETION-INITIATED": EventKind.TOKEN_DELETED,
    "CUSTOMER.DISPUTE.CREATED": EventKind.DISPUTE,
    "CUSTOMER.DISPUTE.UPDATED": EventKind.DISPUTE,
    "CUSTOMER.DISPUTE.RESOLVED": EventKind.DISPUTE,
}


EVENT_TYPES = tuple(_KINDS)  # that the webhook has to send


class _Event(OpenModel):
    id: Id
    event_type: str = ""
    create_time: OptionalTime = None
    resource: dict[str, Any] | None = None


def read_event(event: dict[str, Any]) -> PayPalEvent:
    """Return what an event reports; an unknown or unreadable one is `other`. Raises ValueError if it has no id."""
    read = _Event.model_validate(event)
    kind = _KINDS.get(read.event_type, EventKind.OTHER)
    try:
        subject = _subject(kind, read.resource or {}, read.create_time)
    except ValueError:
        log().error("paypal.event.unreadable", extra={"event_id": read.id, "event_type": read.event_type})
        count("PayPalEventUnreadable")
        kind, subject = EventKind.OTHER, {}
    return PayPalEvent(read.id, read.event_type, read.create_time, kind, **subject)


def _subject(kind: EventKind, resource: dict[str, Any], at: datetime | None) -> dict[str, Any]:
    match kind:
        case EventKind.CAPTURE:
            return {"capture": CaptureRead.model_validate(resource).to_result()}
        case EventKind.REFUND | EventKind.REVERSAL:
            refund = RefundRead.model_validate(resource).to_result()
            return {"refund": replace(refund, by_force=kind is EventKind.REVERSAL)}
        case EventKind.TOKEN_CREATED | EventKind.TOKEN_DELETED:
            return {"token": TokenRead.model_validate(resource).id}
        case EventKind.DISPUTE:
            dispute = DisputeRead.model_validate(resource).to_result()
            return {"dispute": replace(dispute, at=dispute.at or at)}
        case _:
            return {}
