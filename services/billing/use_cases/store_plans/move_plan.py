"""Moves the plan that a store subscription pays for, in the transaction that records the store's facts (B9)."""

from collections.abc import Mapping
from datetime import datetime

from contracts.billing import NoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.moved_plan import follow_store_on_web, take_to_web
from services.billing.domain.plan import Subscription
from services.billing.domain.store_move import MovedBy
from services.billing.domain.store_plan import follow_store, judge
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.stores import plans
from services.billing.use_cases.plans.save_plan import save_plan


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
    before = plans.find(work.table, it.plan) if it.plan else None
    if before is None or not before.runs:
        return it.free(), None
    plan = take_to_web(before, it, work.now, moved_by) if moved_by else before
    if plan.paid_in_store:
        after = follow_store(plan, it, products.get(it.product_id, ""), asked_at or work.now)
        after = judge(after, asked_at) if asked_at else after
    else:  # the store has its part in what is paid
        after = follow_store_on_web(plan, it, work.now)
    if after != before:
        save_plan(work, before, after)
    if after.failures > before.failures and after.runs:
        work.publish(_past_due(after))
    return (it, after) if after.runs else (it.free(), None)


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
