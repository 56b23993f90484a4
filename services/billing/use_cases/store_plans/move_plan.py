"""Moves the plan that a store subscription pays for, in the transaction that records the store's facts (B9)."""

from collections.abc import Mapping
from datetime import datetime

from contracts.billing import NoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.moved_plan import follow_store_on_web, leave_store, take_to_web
from services.billing.domain.plan import Subscription
from services.billing.domain.store_move import MovedBy
from services.billing.domain.store_plan import (
    DOES_NOT_FIT,
    OF_ANOTHER,
    follow_store,
    judge,
    keep_fitting,
    pays_for_another,
)
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.domain.time_left import follow_left, free_from, take_along
from services.billing.stores import plans, store_subscriptions
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.store_plans.paid_unused import paid_unused


def move_plan(
    work: UnitOfWork,
    it: StoreSubscription,
    products: Mapping[str, str],
    *,
    asked_at: datetime | None = None,
    moved_by: MovedBy | None = None,
) -> tuple[StoreSubscription, Subscription | None]:
    """Have the plan follow the store's facts; return it, if it runs, after the subscription, free if it does not.

    If its store was asked (`asked_at`) what is now, a plan that is due has not been renewed in time. If its account has
    moved to the web (`moved_by`), so has the plan, though the event of that is still on its way.
    """
    it = follow_left(it, work.now)
    before = plans.find(work.table, it.plan) if it.plan else None
    if before is None or not before.runs:
        return free_from(it, before, work.now), None
    fits = keep_fitting(it, products, before.plan_id)
    is_anothers = pays_for_another(it, fits, asked_at or work.now)
    plan = take_to_web(before, fits, work.now, moved_by) if moved_by else before
    after = _follow(plan, fits, products, work.now, asked_at)
    if is_anothers and after.runs and after.paid_in_store:
        after = after.end(after.paid_through, DOES_NOT_FIT)
    if after != before:
        save_plan(work, before, after)
    if after.failures > before.failures and after.runs:
        work.publish(_past_due(after))
    if is_anothers:
        _announce(work, it, before)
    if after.runs and _is_theirs(after, it) and not is_anothers:
        return it, after
    return _free(it, plan, after, work.now), None


def _free(it: StoreSubscription, before: Subscription, after: Subscription, now: datetime) -> StoreSubscription:
    """Return the subscription without its plan; if it is another person's now, what was left of it goes along."""
    if before.time and not _is_theirs(after, it):
        return take_along(it, before.time, now, now)
    return free_from(it, after, now)


def _follow(
    plan: Subscription, it: StoreSubscription, products: Mapping[str, str], now: datetime, asked_at: datetime | None
) -> Subscription:
    if plan.paid_in_store:
        after = follow_store(plan, it, products.get(it.product_id, ""), asked_at or now)
        return judge(after, asked_at) if asked_at else after
    if _is_theirs(plan, it):  # the store has its part in what is paid
        return follow_store_on_web(plan, it, now)
    return leave_store(plan, it, OF_ANOTHER, now)


def _is_theirs(plan: Subscription, it: StoreSubscription) -> bool:
    """Return whether a subscription is of who holds the number, or handed it over."""
    return it.account_id in (plan.holder, plan.asked_by)


def _announce(work: UnitOfWork, it: StoreSubscription, plan: Subscription) -> None:
    """Say that it is paid and unused, unless what it was paid for is said as news."""
    known = store_subscriptions.find_by_id(work.table, plan.store_subscription_id)
    if known and known.periods.keys() == it.periods.keys() and it.is_paid(work.now):
        work.publish(paid_unused(it))


def _past_due(plan: Subscription) -> NoticeDue:
    """Return the notice that the store could not renew it: only there can it be paid, unless it moves to us."""
    return NoticeDue(
        wallet=plan.holder,
        kind="store_plan_past_due",
        phone_number=plan.phone_number,
        store=plan.store,
        next_try_at=plan.due_at,
        last_try_at=plan.last_try_at,
    )
