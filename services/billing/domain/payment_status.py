"""The status of a payment, as its payer sees it; apart from the payment, so that a view need not load all of it."""

from enum import StrEnum


class PaymentStatus(StrEnum):
    """The status of a payment, as its payer sees it."""

    CREATED = "created"
    UNKNOWN = "unknown"
    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"
    REFUNDED = "refunded"
    REVERSED = "reversed"
    DISPUTED = "disputed"


UNDECIDED = (PaymentStatus.CREATED, PaymentStatus.UNKNOWN, PaymentStatus.PENDING)
