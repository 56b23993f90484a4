"""What a store subscription has left of its time once the number that it paid for on the web is gone (B9). Pure.

On the web the store's time may lie behind what was paid to us, so the store's own dates no longer say what is left of
it. When the plan ends, what is left moves up to then: until when the subscription can pay for another number.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from services.billing.domain.paid_time import PaidBy, PaidTime
from services.billing.domain.plan import Subscription
from services.billing.domain.store_subscription import StoreSubscription


def free_from(it: StoreSubscription, plan: Subscription | None, now: datetime) -> StoreSubscription:
    """Return the subscription as it pays for no number, with what is left of its time in a plan that has ended.

    A plan that goes on keeps the time that it has.
    """
    if plan is None or plan.time is None or it.plan != plan.subscription_id:
        return it.free()
    if plan.runs:
        return replace(it.free(), left=_without(it.left, plan.time))
    return take_along(it, plan.time, plan.ended_at or now, now)


def take_along(it: StoreSubscription, time: PaidTime, at: datetime, now: datetime) -> StoreSubscription:
    """Return the subscription as it pays for no number, with what was left at an instant of its own in a plan's time.

    What was paid for another kind of number is in no plan's time: it goes by its store's dates.
    """
    left = time.keep_only(it.periods, now=at)
    for key, paid in it.periods.items():
        if not time.knows(key):
            spent_until = min(paid.starts_at + length_of(it, key), max(at, paid.starts_at))
            left = left.lay(key, PaidBy.STORE, paid.starts_at, spent_until, now=at)
    return follow_left(replace(it.free(), left=say_of_store(it, left, at)), now)


def follow_left(it: StoreSubscription, now: datetime) -> StoreSubscription:
    """Return the subscription with what its store says now in what is left of it, as a plan on the web has it."""
    return replace(it, left=say_of_store(it, it.left, now)) if it.left else it


def say_of_store(it: StoreSubscription, time: PaidTime, now: datetime) -> PaidTime:
    """Return paid time with what a store says of each payment: a renewal adds its own, a refund takes back its own."""
    for key in sorted(it.periods, key=lambda key: (it.periods[key].starts_at, key)):
        time = time.say(key, PaidBy.STORE, length_of(it, key), now=now)
    return time


def length_of(it: StoreSubscription, key: str) -> timedelta:
    """Return for how long a period of the store is paid and not refunded."""
    kept = it.find_kept(key)
    return max(timedelta(), kept.ends_at - kept.starts_at) if kept else timedelta()


def _without(left: PaidTime | None, time: PaidTime) -> PaidTime | None:
    """Return what is left without what lies in the time of a plan; what was paid stays known, so it counts once."""
    if left is None:
        return None
    return PaidTime(tuple(it for it in left.stretches if not time.knows(it.key)), left.lengths)
