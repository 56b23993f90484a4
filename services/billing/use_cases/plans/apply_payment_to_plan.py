"""Applies a payment to its plan when it is decided or taken back, in the same transaction (B8)."""

from contracts.billing import PlanRefundDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.payment import Payment
from services.billing.domain.plan_payment import decide_plan
from services.billing.stores import plans
from services.billing.use_cases.plans.save_plan import save_plan


def apply_payment_to_plan(work: UnitOfWork, before: Payment, after: Payment) -> Payment:
    """Save what the payment does to its plan, publish a refund if it pays for nothing, and return the payment."""
    plan = plans.find(work.table, after.for_plan) if after.for_plan else None
    if plan is None:
        return after
    means = decide_plan(plan, before, after, work.now)
    if means.plan != plan:
        save_plan(work, plan, means.plan)
    if means.refund:
        log().error("billing.plan_payment.refund_due", extra={"payment_id": after.payment_id, "reason": means.refund})
        count("PlanMoneyGoesBack")
        work.publish(PlanRefundDue(payment_id=after.payment_id, reason=means.refund))
    return means.payment
