"""Receives a notification of the App Store: verified, stored once, handled later from the queue (B9)."""

from typing import TYPE_CHECKING, Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count
from kernel.problems import Malformed, Unavailable
from kernel.providers.errors import ForgedError
from services.billing.domain.problems import NotSignedByStore
from services.billing.use_cases.store_subscriptions.receive_notification import receive_notification

if TYPE_CHECKING:
    from services.billing.app_store import SignedData


def receive_app_store_notification(work: UnitOfWork, *, body: Any, signed_data: "SignedData") -> None:
    """Store a genuine notification, also one of a type that we do not know; of its body only what Apple has signed.

    Raises NotSignedByStore, Malformed, and Unavailable for what we cannot read, so that Apple sends it again.
    """
    from services.billing.app_store.signed_data import UnreadableError

    signed = body.get("signedPayload") if isinstance(body, dict) else None
    if not isinstance(signed, str):
        raise Malformed("The notification has no signedPayload.")
    try:
        found = signed_data.notification(signed)
    except ForgedError as forged:
        count("StoreNotificationForged")
        raise NotSignedByStore from forged
    except UnreadableError as unknown:
        count("StoreNotificationUnreadable")
        raise Unavailable("This notification can't be read.") from unknown
    receive_notification(work, store="app_store", notification_id=found.notification_id, raw=signed)
