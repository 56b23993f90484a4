"""A subscription in an app store as numbers knows it from billing's events: which plan it pays for, and whose (B9)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoreSubscription:
    """A subscription of an account; billing decides again whether it pays for a number."""

    subscription_id: str
    account_id: str
    store: str
    plan_id: str  # empty for a product that is not on offer any more
    number_id: str  # that it pays for, or empty
    revision: int
    paid_through: datetime | None = None  # None where no real money was paid
    renews: bool = False  # whether the store will charge for it again, or tries to
    renews_at: datetime | None = None
    moved: bool = False  # to the web: it is used up, and then its number's plan is charged by us

    def is_paid(self, now: datetime) -> bool:
        """Return whether it is paid at an instant."""
        return self.paid_through is not None and self.paid_through > now
