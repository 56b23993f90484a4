"""A number plan that was paid in an app store and is paid on the web since its move (B9, B21). Pure.

What the store still says of it, and what is paid on the web, are stretches of its paid time: each adds its own, and
takes back no more than its own. A plan with time left never ends because one of its payments is taken back.
"""

from dataclasses import replace
from datetime import datetime

from services.billing.domain.paid_time import PaidBy, PaidTime
from services.billing.domain.plan import Source, Subscription
from services.billing.domain.store_move import MovedBy
from services.billing.domain.store_plan import REFUNDED
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.domain.time_left import say_of_store
from services.billing.domain.time_on_web import with_time


def take_to_web(plan: Subscription, it: StoreSubscription, now: datetime, by: MovedBy = MovedBy.ASKED) -> Subscription:
    """Have a plan that is paid in a store be paid on the web from now on: its paid time stays as it is.

    That the store's renewal is off ends it no more, unless it moves as its holder joins a team: that takes on nothing
    that was to end. If its number was given up meanwhile, it is not renewed.
    """
    if not plan.runs or not plan.paid_in_store:
        return plan
    ends = plan.cancelled and (it.renews or by is MovedBy.JOINED)
    return replace(plan, source=Source.WEB, time=_lay_out(it, now), cancelled=ends)


def follow_store_on_web(plan: Subscription, it: StoreSubscription, now: datetime) -> Subscription:
    """Return the plan with what its store says now: a renewal adds its time, a refund takes back what is not spent.

    A refund that leaves nothing ends it, unless it was paid on the web too: it is no reason to charge a wallet.
    """
    time = say_of_store(it, plan.time or PaidTime(), now)
    return _end_if_over(plan, with_time(plan, time, now), it, REFUNDED, now)


def leave_store(plan: Subscription, it: StoreSubscription, reason: str, now: datetime) -> Subscription:
    """Return the plan without the days of its store that are not spent, as they pay for no number of its holder's."""
    time = plan.time or PaidTime()
    for key in it.periods:
        time = time.take_back(key, time.unspent(key, now), now=now)
    return _end_if_over(plan, with_time(plan, time, now), it, reason, now)


def _end_if_over(
    plan: Subscription, after: Subscription, it: StoreSubscription, reason: str, now: datetime
) -> Subscription:
    """Return what is left of the plan, ended if that is nothing and it never was paid on the web."""
    is_over = after.paid_through < plan.paid_through and after.paid_through <= now
    paid = after.time.lengths.keys() if after.time else set[str]()
    return after.end(now, reason) if is_over and paid <= it.periods.keys() else after


def _lay_out(it: StoreSubscription, now: datetime) -> PaidTime:
    """Return what its store was paid for as it lies; of what was refunded, the days that were over by then.

    If it paid for a number on the web before, that is what was left of it then.
    """
    if it.left:
        return it.left.keep_only(it.periods, now=now)
    time = PaidTime()
    for key, period in sorted(it.periods.items(), key=lambda pair: (pair[1].starts_at, pair[0])):
        refund, end = it.refunds.get(key), period.ends_at
        if refund and refund.is_refunded:
            end = min(end, max(period.starts_at, refund.kept_until or min(refund.said_at, now)))
        time = time.lay(key, PaidBy.STORE, period.starts_at, end, now=now)
    return time
