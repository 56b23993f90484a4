"""Refunds through PayPal what goes back of a payment, and records the answer: the one way of ours to refund."""

from typing import TYPE_CHECKING

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.payment import Payment
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def refund_payment(work: UnitOfWork, *, paypal: "PayPal", payment: Payment, note: str) -> str:
    """Refund it under one request id, however often this is called; return PayPal's issue if it refuses, else "".

    The payer reads the note. Raises DownError and UnclearError while PayPal gives no answer.
    """
    from services.billing.paypal import RefusedError
    from services.billing.use_cases.payments import call_paypal

    try:
        refund = paypal.refund(payment.capture_id, payment.refund_id, payment.refundable, note)
    except RefusedError as refusal:
        log().error("billing.refund.refused", extra={"payment_id": payment.payment_id, "issue": refusal.issue})
        count("RefundRefused")
        return refusal.issue or "refused"
    record_payment_fact(work, payment.payment_id, call_paypal.to_refund_fact(refund))
    return ""
