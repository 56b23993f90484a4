"""Give back what was paid for a plan that nobody got: by itself, to the wallet that it came from (N2)."""

from typing import TYPE_CHECKING

from contracts.billing import PlanRefundDue
from contracts.numbers import NumberOrderFailed
from kernel.log import count, log
from kernel.work import Work
from services.billing.stores import payments, plans
from services.billing.use_cases.learn_payment import learn
from services.billing.use_cases.tell_of_plan import tell

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def order_failed(work: Work, event: NumberOrderFailed) -> None:
    """The carrier did not give the number: its plan is over, and its money goes back."""
    plan = plans.find(work.table, event.subscription_id)
    if plan is None or not plan.runs:
        return
    tell(work, plan, plan.ended(work.now))
    work.publish(PlanRefundDue(payment_id=plan.paid_by, reason="order_failed"))


def refund_payment(work: Work, paypal: "PayPal", event: PlanRefundDue) -> None:
    """Have PayPal give the money back, once: what is left of it under one request id, however often this comes."""
    from services.billing.paypal import RefusedError  # noqa: PLC0415 (cold start)
    from services.billing.use_cases import ask_paypal  # noqa: PLC0415 (cold start)

    payment = payments.find(work.table, event.payment_id)
    if payment is None or not payment.due:
        return
    note = f"{payment.what}: could not be set up"
    try:
        refund = paypal.refund(payment.capture_id, f"{payment.payment_id}-back", payment.due, note)
    except RefusedError as refusal:
        log().error("refund refused", extra={"payment_id": payment.payment_id, "issue": refusal.issue})
        count("RefundRefused")
        return
    learn(work, payment.payment_id, ask_paypal.of_refund(refund))
