"""What a payment for a plan means for it, once it is decided or taken back: in the same transaction (B8)."""

from contracts.billing import PlanRefundDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.payment import Payment
from services.billing.domain.plan_payment import decide_plan
from services.billing.stores import plans
from services.billing.use_cases.plans.save_plan import save_plan


def apply_payment_to_plan(work: UnitOfWork, before: Payment, after: Payment) -> Payment:
    """The plan follows its payment, or the payment goes back; the payment with what is to be remembered of it."""
    plan = plans.find(work.table, after.for_plan) if after.for_plan else None
    if plan is None:
        return after
    means = decide_plan(plan, before, after, work.now)
    if means.plan != plan:
        save_plan(work, plan, means.plan)
    if means.refund:
        log().error("a plan's money goes back", extra={"payment_id": after.payment_id, "reason": means.refund})
        count("PlanMoneyGoesBack")
        work.publish(PlanRefundDue(payment_id=after.payment_id, reason=means.refund))
    return means.payment
