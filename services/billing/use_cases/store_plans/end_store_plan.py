"""Ends plans that are paid in an app store: its order failed, its number left, its holder closed their account (B9).

The store's money is the store's to give back. The time that it was paid for can be used for another number.
"""

from collections.abc import Mapping

from contracts.billing import NoticeDue
from contracts.plan_events import ClosedPlansDue
from contracts.port_outs import NumberPortedOut
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.moved_plan import leave_store
from services.billing.domain.plan import ORDER_FAILED, PORTED_OUT, Subscription
from services.billing.domain.store_plan import ACCOUNT_CLOSED
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.domain.time_left import free_from, take_along
from services.billing.stores import plans, store_subscriptions
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.store_plans.paid_unused import paid_unused
from services.billing.use_cases.store_plans.save_store_subscription import save_store_subscription

_AT_ONCE = 20


def end_failed_store_plan(work: UnitOfWork, plan: Subscription, products: Mapping[str, str]) -> None:
    """End the plan of a number that the carrier did not provide."""
    free_subscription(work, save_plan(work, plan, plan.end(work.now, ORDER_FAILED)), products)


def end_ported_store_plan(
    work: UnitOfWork, plan: Subscription, event: NumberPortedOut, products: Mapping[str, str]
) -> None:
    """End the plan of a number that has left, and say how to cancel in the store, or to use the time that is left."""
    free_subscription(work, save_plan(work, plan, plan.end(event.at, PORTED_OUT)), products)
    about = {"phone_number": plan.phone_number, "paid_through": plan.paid_through, "store": plan.store}
    work.publish(NoticeDue.model_validate({"wallet": plan.holder, "kind": "store_number_left"} | about))


def end_closed_plans(work: UnitOfWork, event: ClosedPlansDue, products: Mapping[str, str]) -> None:
    """End a page of the plans that an account had paid in a store when it was closed; the rest is another task.

    Of one that has moved to the web, the days of the store end.
    """
    held, cursor = plans.list_by_holder(work.table, event.holder, _AT_ONCE, event.cursor)
    for plan in held:
        if plan.runs and plan.paid_in_store:
            free_subscription(work, save_plan(work, plan, plan.end(work.now, ACCOUNT_CLOSED)), products)
        elif plan.runs and plan.store_subscription_id:
            _leave_store(work, plan, products)
    if cursor:
        work.publish(ClosedPlansDue(holder=event.holder, cursor=cursor))


def _leave_store(work: UnitOfWork, plan: Subscription, products: Mapping[str, str]) -> None:
    it = _find_bound(work, plan)
    if it:
        save_plan(work, plan, leave_store(plan, it, ACCOUNT_CLOSED, work.now))
        freed = take_along(it, plan.time, work.now, work.now) if plan.time else it.free()
        save_store_subscription(work, it, freed, products)


def free_subscription(
    work: UnitOfWork, plan: Subscription, products: Mapping[str, str], *, is_said: bool = False
) -> None:
    """Have the subscription of a plan that has ended pay for no number, unless it does for another one.

    What is left of its time can be used for another number; if that is to be said, who pays for it gets a notice.
    """
    it = _find_bound(work, plan)
    if it:
        freed = save_store_subscription(work, it, free_from(it, plan, work.now), products)
        if is_said and freed.is_paid(work.now):
            work.publish(paid_unused(freed))


def _find_bound(work: UnitOfWork, plan: Subscription) -> StoreSubscription | None:
    """Find the subscription that pays for this plan still, or None."""
    it = store_subscriptions.find_by_id(work.table, plan.store_subscription_id)
    return it if it and it.plan == plan.subscription_id else None
