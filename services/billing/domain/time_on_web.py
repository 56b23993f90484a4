"""What payments to us add to a plan that has moved to the web, and take back from it (B9, B21). Pure."""

from dataclasses import replace
from datetime import datetime

from services.billing.domain.paid_time import PaidBy, PaidTime
from services.billing.domain.plan import PlanStatus, Subscription


def with_time(plan: Subscription, time: PaidTime, now: datetime) -> Subscription:
    """Return the plan with other paid time, from whose end its months are counted; paid again, it is active."""
    after = replace(plan, time=time)
    end = time.ends_at
    if end is None or end == plan.paid_through:
        return after
    after = replace(after, anchor=end, months=0)
    if plan.status is PlanStatus.PAST_DUE and end > now:
        return after.run_again()
    return after


def add_on_web(
    plan: Subscription, payment_id: str, starts_at: datetime, ends_at: datetime, now: datetime
) -> Subscription:
    """Return the plan with the time of a payment to us added, not before it was due; it is still to be marked paid."""
    time = (plan.time or PaidTime()).add(payment_id, PaidBy.WEB, ends_at - starts_at, since=starts_at, now=now)
    return replace(plan, time=time)


def take_back_on_web(plan: Subscription, payment_id: str, now: datetime) -> Subscription:
    """Return the plan without what is not spent of a payment to us."""
    time = plan.time or PaidTime()
    return with_time(plan, time.take_back(payment_id, time.unspent(payment_id, now), now=now), now)
