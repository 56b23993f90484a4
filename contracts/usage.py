"""What billing publishes of usage."""

from contracts.event import BillingEvent


class SpendLimitMet(BillingEvent):
    """A text or call was refused as a person's spend limit leaves no room; they are notified once a month (B12)."""

    account_id: str
    limit: int
    month: str
