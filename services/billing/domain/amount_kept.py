"""Says how much of a payment was paid in the end: what its invoice less its credit notes must be (B13). Pure."""

from dataclasses import replace

from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import DisputeStatus


def amount_kept(payment: Payment) -> int:
    """Return what is neither refunded nor reversed nor lost in a dispute, in micro-dollars.

    An open dispute changes nothing yet: PayPal only holds the money back.
    """
    decided = {its_id: it for its_id, it in payment.disputes.items() if it.status is not DisputeStatus.OPEN}
    return replace(payment, disputes=decided).due
