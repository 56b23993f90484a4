"""A number plan that is paid in an app store: it follows what the store says, and is never charged by us (B9). Pure.

    paid, renewed -> ACTIVE      not renewed in time -> PAST_DUE -> ENDED      renewal off, refunded -> ENDED

Its anchor is the end of what the store was paid for, so that its paid time is never counted by us. Whether a renewal
failed is judged only by what its store says at that moment: a notification of one may be on its way.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from contracts.plans import CATALOGUE
from services.billing.domain.plan import PlanStatus, Source, Subscription
from services.billing.domain.store_subscription import StoreSubscription

UNKNOWN, IN_USE, UNPAID = "store_unknown", "store_in_use", "store_unpaid"
DOES_NOT_FIT, ON_A_TEAM = "store_does_not_fit", "store_on_team"
RENEWAL_FAILED, REFUNDED, OF_ANOTHER = "store_renewal_failed", "store_refunded", "store_of_another"
ACCOUNT_CLOSED = "account_closed"


def refuse_person(team_id: str | None, *, owns: bool, closed: bool) -> str:
    """Return why no subscription can pay for a person's number, or nothing.

    A team pays for its members' numbers (B10). Its owner brought what they pay for in a store, and may use it up.
    """
    if closed:
        return UNKNOWN
    return ON_A_TEAM if team_id and not owns else ""


def refuse(it: StoreSubscription | None, account_id: str, plan_id: str, wanted: str, now: datetime) -> str:
    """Return why a subscription cannot pay for an account's number on the wanted plan, or nothing.

    `plan_id` is the plan of its product. One of another account is as unknown.
    """
    if it is None or it.account_id != account_id:
        return UNKNOWN
    if it.plan:
        return IN_USE
    if not it.is_paid(now) or it.paid_through is None:
        return UNPAID
    return "" if _fits(plan_id, wanted) else DOES_NOT_FIT


def open_in_store(plan: Subscription, it: StoreSubscription, its_id: str, plan_id: str, now: datetime) -> Subscription:
    """Open a plan that this subscription pays for, without a charge."""
    opened = replace(plan, source=Source.STORE, store=it.store.value, store_subscription_id=its_id)
    return follow_store(replace(opened, status=PlanStatus.ACTIVE, anchor=it.paid_through or now), it, plan_id, now)


def follow_store(plan: Subscription, it: StoreSubscription, plan_id: str, now: datetime) -> Subscription:
    """Return the running plan as its store's facts have it: the one place that says when they make it end.

    What was renewed, or is kept running, is active again; what is refunded, or not renewed any more, ends when the time
    that is left is over.
    """
    if it.account_id != plan.holder:
        return plan.end(now, OF_ANOTHER)
    end, renewal = it.paid_through, it.renewal
    if end is None or (end < plan.paid_through and end <= now):
        return plan.end(now, REFUNDED)
    stops = renewal is not None and not renewal.renews
    grace = renewal.grace_until if renewal and renewal.grace_until and renewal.grace_until > end else None
    after = replace(plan, anchor=end, months=0, grace_until=grace, cancelled=stops, lapses=False)
    if _fits(plan_id, plan.plan_id):
        after = replace(after, plan_id=plan_id, next_plan_id="")
    if end > plan.paid_through or (grace and grace > now):
        after = after.run_again()
    return after.end(end) if stops and end <= now else after


def keep_fitting(it: StoreSubscription, products: Mapping[str, str], plan_id: str) -> StoreSubscription:
    """Return the subscription without what was paid for another kind of number than a plan's.

    `products` are the plans by the stores' products: one that is not known counts, as it may be offered no more.
    """
    fits = {key: paid for key, paid in it.periods.items() if _fits(products.get(paid.product_id, plan_id), plan_id)}
    if len(fits) == len(it.periods):
        return it
    return replace(it, periods=fits, left=it.left.pick(fits) if it.left else None)


def pays_for_another(it: StoreSubscription, fits: StoreSubscription, now: datetime) -> bool:
    """Return whether what fits is over, and its store is paid for another kind of number since."""
    end = fits.ends_at
    return end is not None and it.ends_at is not None and end <= now and end < it.ends_at


def judge(plan: Subscription, now: datetime) -> Subscription:
    """Return the plan as of an instant at which its store was asked: past due as a try of ours would have it."""
    return plan.mark_unpaid(RENEWAL_FAILED) if plan.runs and plan.is_due(now) else plan


def _fits(plan_id: str, wanted: str) -> bool:
    """Return whether a plan is for the same kind of number as another."""
    one, other = CATALOGUE.get(plan_id), CATALOGUE.get(wanted)
    return one is not None and other is not None and (one.kind, one.country) == (other.kind, other.country)
