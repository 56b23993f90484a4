"""Decides what a payment means for its plan, whatever is reported of it and whenever (B8). Pure.

A plan's money either pays for a period or goes back, and going back is always reported.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.plan import TAKEN_BACK, Subscription

_TAKEN_BACK = (PaymentStatus.REFUNDED, PaymentStatus.REVERSED)


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """The plan and the payment as they will be, and the reason for a refund, or an empty string."""

    plan: Subscription
    payment: Payment
    refund: str = ""


def decide_plan(plan: Subscription, before: Payment, after: Payment, now: datetime) -> PlanDecision:
    """Decide whether the payment pays for the plan, not, or not any more; money that pays for nothing goes back."""
    if after.charge_status is ChargeStatus.COMPLETED and before.charge_status is not ChargeStatus.COMPLETED:
        return _completed(plan, after, now)
    if after.charge_status in (ChargeStatus.REFUSED, ChargeStatus.DENIED) and plan.in_flight == after.payment_id:
        return PlanDecision(plan.mark_unpaid(after.reason), after)
    if _is_taken_back(after) and not _is_taken_back(before) and plan.runs and plan.paid_by == after.payment_id:
        return PlanDecision(plan.end(now, TAKEN_BACK), after)
    if _has_moved(before, after) and after.due and (after.goes_back or plan.gives_back(after.payment_id)):
        return PlanDecision(plan, after, "came_back")  # or a part of it, which was contested when the rest went back
    return PlanDecision(plan, after)


def _completed(plan: Subscription, payment: Payment, now: datetime) -> PlanDecision:
    if plan.accepts(payment.payment_id):
        return PlanDecision(plan.mark_paid(payment.payment_id, now, payment.plan_id), payment)
    return PlanDecision(plan, replace(payment, goes_back=True), "paid_twice" if plan.runs else "plan_over")


def _has_moved(before: Payment, after: Payment) -> bool:
    return (before.due, before.returns) != (after.due, after.returns)


def _is_taken_back(payment: Payment) -> bool:
    return payment.status in _TAKEN_BACK or payment.charge_status is ChargeStatus.DENIED
