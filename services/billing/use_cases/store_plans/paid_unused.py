"""Writes the notice that a store is paid for a subscription that pays for no number (B9)."""

from contracts.billing import NoticeDue
from services.billing.domain.store_subscription import StoreSubscription


def paid_unused(it: StoreSubscription) -> NoticeDue:
    """Return the notice to who pays for it."""
    return NoticeDue(wallet=it.account_id, kind="store_paid_unused", paid_through=it.paid_through, store=it.store.value)
