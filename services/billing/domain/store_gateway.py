"""What billing asks of an app store, whichever it is. Pure."""

from typing import Protocol

from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import StoreSubscription


class StoreGateway(Protocol):
    """An app store: the App Store, or Google Play.

    Each method raises ProviderDownError while the store does not answer, and ForgedError for what is not from it.
    """

    def read_proof(self, receipt: str) -> StoreReport:
        """Return what a receipt of the app proves. Raise ForgedError if the store does not know it."""

    def read_notification(self, raw: str) -> StoreReport | None:
        """Return what a stored notification reports, or None if it is of no subscription."""

    def look(self, known: StoreSubscription) -> StoreReport:
        """Return what the store says now of a subscription that is known."""
