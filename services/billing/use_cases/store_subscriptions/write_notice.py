"""Writes the notices about a store's subscription to who pays for it (B21)."""

from datetime import datetime
from typing import Literal

from contracts.billing import NoticeDue
from services.billing.domain.store_subscription import StoreStatus, StoreSubscription

Kind = Literal["store_moved", "store_renews", "store_renewed"]


def notice_of(it: StoreSubscription, kind: Kind, now: datetime) -> NoticeDue:
    """Return a notice about a subscription in a store to who pays for it, of no day if none is known."""
    at = it.renewal.renews_at if it.renewal else None
    day = at if at and it.status(now) is not StoreStatus.RETRYING else None
    return NoticeDue(wallet=it.account_id, kind=kind, store=it.store.value, day=day, paid_through=it.paid_through)
