"""The status of a payment, as its payer sees it; apart from the payment, so that a view need not load all of it."""

from enum import StrEnum

from services.billing.domain.payment_fact import ChargeStatus


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


BEFORE_COMPLETED = {
    ChargeStatus.NOT_YET: PaymentStatus.CREATED,
    ChargeStatus.UNCLEAR: PaymentStatus.UNKNOWN,
    ChargeStatus.PENDING: PaymentStatus.PENDING,
    ChargeStatus.REFUSED: PaymentStatus.FAILED,
    ChargeStatus.DENIED: PaymentStatus.FAILED,
}
