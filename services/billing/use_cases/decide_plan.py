"""What a payment for a plan means for it, once it is decided or taken back: in the same transaction (B8)."""

from contracts.billing import PlanRefundDue
from kernel.log import count, log
from kernel.work import Work
from services.billing.payments import Charged, Payment, State
from services.billing.plans import TAKEN_BACK, Subscription
from services.billing.stores import plans
from services.billing.use_cases.tell_of_plan import tell

_TAKEN_BACK = (State.REFUNDED, State.REVERSED)


def payment_decided(work: Work, before: Payment, after: Payment) -> None:
    """The plan follows its payment: paid, not paid, or not paid any more."""
    plan = plans.find(work.table, after.for_plan) if after.for_plan else None
    if plan is None:
        return
    if after.charged is Charged.COMPLETED and before.charged is not Charged.COMPLETED:
        _paid(work, plan, after)
    elif after.charged in (Charged.REFUSED, Charged.DENIED) and plan.in_flight == after.payment_id:
        tell(work, plan, plan.unpaid(after.reason))
    elif _is_taken_back(after) and not _is_taken_back(before) and plan.runs and plan.paid_by == after.payment_id:
        tell(work, plan, plan.ended(work.now, TAKEN_BACK))
    elif before.due < after.due and (plan.gives_back(after.payment_id) or after.vain_refunds > before.vain_refunds):
        work.publish(PlanRefundDue(payment_id=after.payment_id, reason="came_back"))


def _paid(work: Work, plan: Subscription, payment: Payment) -> None:
    if plan.takes(payment.payment_id):
        tell(work, plan, plan.paid(payment.payment_id, work.now, payment.plan_id))
        return
    reason = "paid_twice" if plan.runs else "plan_over"
    log().error("a plan was paid that is not due", extra={"payment_id": payment.payment_id, "reason": reason})
    count("PlanPaidTwice")
    work.publish(PlanRefundDue(payment_id=payment.payment_id, reason=reason))


def _is_taken_back(payment: Payment) -> bool:
    return payment.state in _TAKEN_BACK or payment.charged is Charged.DENIED
