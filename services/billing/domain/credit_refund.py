"""Refunds unspent credits to the capture that they came from, at the payer's request (B18). Pure.

What goes back is held from the request until PayPal has answered: it leaves the books with PayPal's refund, or returns
to the wallet if PayPal refuses. At most one refund of a payment is under way.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from services.billing.domain.asked_refund import AskedRefund
from services.billing.domain.credit_purchase import CENT
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Wallet, transfer
from services.billing.domain.parts import HELD
from services.billing.domain.payment import Payment
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.refund_hold import end_hold

REFUNDABLE_FOR = timedelta(days=180)  # PayPal refuses later ones: REFUND_TIME_LIMIT_EXCEEDED
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


def share_out(payments: Iterable[Payment], wallet: Wallet, now: datetime) -> list[tuple[Payment, int]]:
    """Return of which of these payments how much could go back, all together; the first ones get what is free."""
    found: list[tuple[Payment, int]] = []
    for payment in payments:
        if is_refundable(payment, now) and not payment.refunding:
            amount = most_refundable(payment, wallet)
            wallet = wallet.less(wallet.main.part, amount)
            found += [(payment, amount)] if amount else []
    return found


def start_refund(
    payment: Payment, wallet: Wallet, request_id: str, amount: int, now: datetime, *, by: str = ""
) -> tuple[Payment, Journal]:
    """Return the payment with a refund under way, and the journal that holds its money."""
    asked = AskedRefund(request_id, amount, wallet.name, now, by)
    after = replace(payment, refund=asked, version=payment.version + 1)
    held = LedgerAccount(wallet.name, HELD)
    return after, transfer(f"refund_held:{request_id}", Kind.HELD, wallet.main, held, amount, _about(payment))


def drop_refund(payment: Payment, asked: AskedRefund, wallet: Wallet) -> tuple[Payment, Journal]:
    """Return the payment without the refund that PayPal refuses, and the journal that frees its money."""
    lines = end_hold(wallet, asked.held_in, asked.amount, 0)
    after = replace(payment, refund=asked.close(), version=payment.version + 1)
    return after, Journal(f"refund_dropped:{asked.request_id}", Kind.RELEASED, lines, _about(payment))


def _about(payment: Payment) -> dict[str, str]:
    return {"payment_id": payment.payment_id, "capture_id": payment.capture_id}
