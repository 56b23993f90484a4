"""Refunds unspent credits to the capture that they came from, at the payer's request (B18). Pure.

What goes back is held from the request until PayPal has answered: it leaves the books with PayPal's refund, or returns
to the wallet if PayPal refuses. At most one refund of a payment is under way.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from services.billing.domain.credit_purchase import CENT
from services.billing.domain.ledger import HELD, Journal, Kind, LedgerAccount, Wallet, transfer
from services.billing.domain.payment import Payment
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.refund_hold import end_hold

REFUNDABLE_FOR = timedelta(days=180)  # PayPal refuses later ones: REFUND_TIME_LIMIT_EXCEEDED
REPEATABLE_FOR = timedelta(days=44)  # PayPal knows a refund's request id for 45: then it would refund again
_HAS_MONEY = (PaymentStatus.COMPLETED, PaymentStatus.REFUNDED)


def is_refundable(payment: Payment, now: datetime) -> bool:
    """Return whether PayPal would refund some of a payment for credits: it is paid, not disputed, and not too old."""
    return (
        not payment.plans
        and payment.status in _HAS_MONEY
        and payment.completed_at is not None
        and now < payment.completed_at + REFUNDABLE_FOR
    )


def most_refundable(payment: Payment, wallet: Wallet) -> int:
    """Return the most that may go back, in micro-dollars: what the payment has left, is free now, in whole cents."""
    return min(payment.due - payment.refunding, max(0, wallet.available)) // CENT * CENT


def start_refund(
    payment: Payment, wallet: Wallet, request_id: str, amount: int, now: datetime
) -> tuple[Payment, Journal]:
    """Return the payment with a refund under way, and the journal that holds its money."""
    after = replace(
        payment,
        refunding=amount,
        refund_request=request_id,
        refund_hold=wallet.name,
        refunded_as="",
        refund_asked_at=now,
        version=payment.version + 1,
    )
    held = LedgerAccount(wallet.name, HELD)
    return after, transfer(f"refund_held:{request_id}", Kind.HELD, wallet.main, held, amount, _about(payment))


def drop_refund(payment: Payment, wallet: Wallet) -> tuple[Payment, Journal]:
    """Return the payment without the refund that PayPal refuses, and the journal that frees its money."""
    lines = end_hold(wallet, payment.refund_hold, payment.refunding, 0)
    after = replace(payment, refunding=0, version=payment.version + 1)
    return after, Journal(f"refund_dropped:{payment.refund_request}", Kind.RELEASED, lines, _about(payment))


def _about(payment: Payment) -> dict[str, str]:
    return {"payment_id": payment.payment_id, "capture_id": payment.capture_id}
