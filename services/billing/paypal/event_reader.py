"""Reading PayPal's events, delivered or listed: the same JSON both ways."""

from typing import Any

from kernel.log import count, log
from services.billing.paypal.disputes import DisputeRead
from services.billing.paypal.json_models import CaptureRead, Id, Open, PerhapsTime, RefundRead, TokenRead
from services.billing.paypal.results import Happening, Kind

_KINDS = {
    "PAYMENT.CAPTURE.COMPLETED": Kind.CAPTURE,
    "PAYMENT.CAPTURE.PENDING": Kind.CAPTURE,
    "PAYMENT.CAPTURE.DENIED": Kind.CAPTURE,
    "PAYMENT.CAPTURE.DECLINED": Kind.CAPTURE,
    "PAYMENT.CAPTURE.REFUNDED": Kind.REFUND,
    "PAYMENT.REFUND.PENDING": Kind.REFUND,
    "PAYMENT.REFUND.FAILED": Kind.REFUND,
    "PAYMENT.CAPTURE.REVERSED": Kind.REVERSAL,
    "VAULT.PAYMENT-TOKEN.CREATED": Kind.TOKEN_CREATED,
    "VAULT.PAYMENT-TOKEN.DELETED": Kind.TOKEN_DELETED,
    "VAULT.PAYMENT-TOKEN.DELETION-INITIATED": Kind.TOKEN_DELETED,
    "CUSTOMER.DISPUTE.CREATED": Kind.DISPUTE,
    "CUSTOMER.DISPUTE.UPDATED": Kind.DISPUTE,
    "CUSTOMER.DISPUTE.RESOLVED": Kind.DISPUTE,
}


class _Event(Open):
    id: Id
    event_type: str = ""
    create_time: PerhapsTime = None
    resource: dict[str, Any] | None = None


def happening(event: dict[str, Any]) -> Happening:
    """What an event says; of an unknown type, or unreadable, it is `other`. Without an id it raises ValueError."""
    read = _Event.model_validate(event)
    kind = _KINDS.get(read.event_type, Kind.OTHER)
    try:
        subject = _subject(kind, read.resource or {})
    except ValueError:
        log().error("paypal event unreadable", extra={"event_id": read.id, "event_type": read.event_type})
        count("PayPalEventUnreadable")
        kind, subject = Kind.OTHER, {}
    return Happening(read.id, read.event_type, read.create_time, kind, **subject)


def _subject(kind: Kind, resource: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case Kind.CAPTURE:
            return {"capture": CaptureRead.model_validate(resource).answer()}
        case Kind.REFUND | Kind.REVERSAL:
            return {"refund": RefundRead.model_validate(resource).answer()}
        case Kind.TOKEN_CREATED | Kind.TOKEN_DELETED:
            return {"token": TokenRead.model_validate(resource).id}
        case Kind.DISPUTE:
            return {"dispute": DisputeRead.model_validate(resource).answer()}
        case _:
            return {}
