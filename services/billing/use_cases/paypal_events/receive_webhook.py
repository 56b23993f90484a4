"""Receives a webhook of PayPal: verified, stored once, handled later from the queue (B14)."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from contracts.billing import PayPalEventReceived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import Malformed, Unavailable
from services.billing.domain.problems import DuplicateDelivery, NotSignedByPayPal
from services.billing.stores import inbox

if TYPE_CHECKING:
    from services.billing.paypal.webhook_signatures import Signatures

_LONGEST_ID = 100


def receive_webhook(
    work: UnitOfWork, *, headers: Mapping[str, str], raw: bytes, read: Callable[[], Any], signatures: "Signatures"
) -> None:
    """Store a genuine webhook, once. Its bytes are verified before `read` parses them.

    Raises NotSignedByPayPal, Unavailable while the signature cannot be verified, and Malformed.
    """
    from kernel.providers.errors import ForgedError
    from services.billing.paypal.webhook_signatures import UncheckableError

    try:
        signatures.verify(headers, raw)
    except ForgedError as forged:
        count("WebhookForged")
        raise NotSignedByPayPal from forged
    except UncheckableError as unknown:
        count("WebhookUncheckable")
        raise Unavailable("This webhook can't be verified right now.", retry_after=30) from unknown
    event_id = _id_of(read())
    work.save([inbox.store(event_id, raw.decode(), work.now)])
    work.publish(PayPalEventReceived(event_id=event_id))
    try:
        work.commit()
    except DuplicateDelivery:
        log().info("billing.webhook.duplicate", extra={"event_id": event_id})


def _id_of(event: Any) -> str:
    event_id = event.get("id") if isinstance(event, dict) else None
    if not isinstance(event_id, str) or not 0 < len(event_id) <= _LONGEST_ID:
        raise Malformed("The event has no id.")
    return event_id
