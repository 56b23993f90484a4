"""Refunds what paid for no period of a plan: automatically, to the wallet that paid (N2)."""

from typing import TYPE_CHECKING

from contracts.plan_events import PlanRefundDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.plan import ORDER_FAILED
from services.billing.domain.plan_line import PAID_TWICE, PLAN_OVER, RETURNED
from services.billing.stores import payments
from services.billing.use_cases.payments.refund_payment import refund_payment

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


_TRIES = 5
_NOTES = {
    ORDER_FAILED: "could not be set up",
    PAID_TWICE: "was already paid",
    PLAN_OVER: "had already ended",
    RETURNED: "went back to your team",
}


def refund_plans(work: UnitOfWork, *, paypal: "PayPal", event: PlanRefundDue) -> None:
    """Refund what goes back of the payment, under one request id, however often this event comes.

    What comes back later, as a refund failed at PayPal or a dispute was won, is refunded anew, a few times; then an
    alarm asks an operator to look.
    """
    payment = payments.find(work.table, event.payment_id)
    if payment is None or not payment.refundable:
        return
    if len(payment.returns) >= _TRIES + payment.plans:
        log().error("billing.refund.abandoned", extra={"payment_id": payment.payment_id})
        count("RefundRefused")
        return
    note = f"{payment.what}: {_NOTES.get(event.reason, 'refunded')}"
    refund_payment(work, paypal=paypal, payment=payment, note=note)
