"""Judges a plan that is due and paid in an app store, by what its store says at that moment (B9)."""

from collections.abc import Callable, Mapping

from contracts.store_subscriptions import StorePlanDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.store_gateway import StoreGateway
from services.billing.stores import plans, store_subscriptions
from services.billing.use_cases.store_plans.move_plan import move_plan
from services.billing.use_cases.store_plans.save_store_subscription import save_store_subscription
from services.billing.use_cases.store_subscriptions.record_report import record_report


def judge_plan(
    work: UnitOfWork,
    *,
    gateway: Callable[[str], StoreGateway | None],
    products: Mapping[str, str],
    event: StorePlanDue,
) -> None:
    """Ask the store whether it has renewed the plan; if not, the plan is past due, or over.

    A store that the operator serves no more is not asked: what is known holds.
    """
    plan = plans.find(work.table, event.subscription_id)
    if plan is None or not plan.paid_in_store or not plan.is_due(max(work.now, event.as_of)):
        return
    known = store_subscriptions.find_by_id(work.table, plan.store_subscription_id)
    if known is None:
        return
    store = gateway(plan.store)
    if store:
        record_report(work, store.look(known), products=products, asked_at=max(work.now, event.as_of))
        return
    after, _ = move_plan(work, known, products, asked_at=max(work.now, event.as_of))
    if after != known:
        save_store_subscription(work, known, after, products)
