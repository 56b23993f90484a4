"""Receives a push of Google Play: verified, stored once, handled later from the queue (B9)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count
from kernel.problems import Malformed, Unavailable
from services.billing.domain.problems import NotSignedByStore
from services.billing.use_cases.store_subscriptions.receive_notification import receive_notification

if TYPE_CHECKING:
    from services.billing.google_play.push_verification import PushVerification


def receive_google_play_push(
    work: UnitOfWork, *, headers: Mapping[str, str], raw: bytes, verification: "PushVerification"
) -> None:
    """Store a genuine push as it came, also one of a kind that we do not know. It is verified before it is read.

    Raises NotSignedByStore, Malformed, and Unavailable while it cannot be verified, so that Google pushes it again.
    """
    from kernel.providers.errors import ForgedError
    from services.billing.google_play.push_verification import UncheckableError
    from services.billing.google_play.pushes import message_id_of

    try:
        verification.verify(headers, raw)
    except ForgedError as forged:
        count("StoreNotificationForged")
        raise NotSignedByStore from forged
    except UncheckableError as unknown:
        count("StorePushUncheckable")
        raise Unavailable("This push can't be verified right now.", retry_after=30) from unknown
    message_id = message_id_of(raw)
    if not message_id:
        raise Malformed("The push has no message with an id.")
    receive_notification(work, store="google_play", notification_id=message_id, raw=raw.decode())
