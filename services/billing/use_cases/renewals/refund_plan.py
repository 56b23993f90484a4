"""Refunds what was paid for a plan that never ran: automatically, to the wallet that paid (N2)."""

from typing import TYPE_CHECKING

from contracts.billing import PlanRefundDue
from contracts.numbers import NumberOrderFailed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.plan import ORDER_FAILED
from services.billing.stores import payments, plans
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from services.billing.use_cases.plans.save_plan import save_plan

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


_TRIES = 5
_NOTES = {ORDER_FAILED: "could not be set up", "paid_twice": "was already paid", "plan_over": "had already ended"}


def end_failed_order(work: UnitOfWork, event: NumberOrderFailed) -> None:
    """End the plan of a number that the carrier did not provide, and request its refund."""
    plan = plans.find(work.table, event.subscription_id)
    if plan is None or not plan.runs:
        return
    save_plan(work, plan, plan.end(work.now, ORDER_FAILED))
    work.publish(PlanRefundDue(payment_id=plan.paid_by, reason=ORDER_FAILED))


def refund_plan(work: UnitOfWork, *, paypal: "PayPal", event: PlanRefundDue) -> None:
    """Refund what is left of the payment, under one request id, however often this event comes.

    What comes back later, as a refund failed at PayPal or a dispute was won, is refunded anew, a few times; then an
    alarm asks an operator to look.
    """
    from services.billing.paypal import RefusedError
    from services.billing.use_cases.payments import call_paypal

    payment = payments.find(work.table, event.payment_id)
    if payment is None or not payment.due:
        return
    if len(payment.returns) >= _TRIES:
        log().error("billing.refund.abandoned", extra={"payment_id": payment.payment_id})
        count("RefundRefused")
        return
    note = f"{payment.what}: {_NOTES.get(event.reason, 'refunded')}"
    try:
        refund = paypal.refund(payment.capture_id, payment.refund_id, payment.due, note)
    except RefusedError as refusal:
        log().error("billing.refund.refused", extra={"payment_id": payment.payment_id, "issue": refusal.issue})
        count("RefundRefused")
        return
    record_payment_fact(work, payment.payment_id, call_paypal.to_refund_fact(refund))
