"""Opens the plan of an ordered number that a subscription in an app store pays for, without a charge (B9, N2)."""

from collections.abc import Mapping

from contracts.numbers import NumberRequested
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain import store_plan
from services.billing.domain.moved_plan import take_to_web
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.domain.time_left import free_from
from services.billing.stores import number_users, people, plans, store_moves, store_subscriptions
from services.billing.use_cases.plans.draft_plan import draft_plan, refuse_order
from services.billing.use_cases.plans.save_plan import publish_plan
from services.billing.use_cases.store_plans.save_store_subscription import save_store_subscription


def open_store_plan(work: UnitOfWork, *, products: Mapping[str, str], event: NumberRequested) -> None:
    """Open the plan, or refuse it with the reason. However often the event comes, it is opened once.

    A subscription pays for one number at a time: that it still does for none is a condition of the write.
    """
    subscription_id = ids.derived_id("sub", event.request_id)
    if plans.find(work.table, subscription_id):
        return
    it = _find(work, event.store_subscription_id)
    plan_id = products.get(it.product_id, "") if it else ""
    person = people.find(work.table, event.holder)
    reason = store_plan.refuse_person(person.team_id, owns=bool(person.owns), closed=person.closed)
    reason = reason or store_plan.refuse(it, event.holder, plan_id, event.plan_id, work.now)
    if it is None or reason:
        refuse_order(work, event, subscription_id, reason)
        return
    fits = store_plan.keep_fitting(it, products, plan_id)
    draft = draft_plan(work, event, subscription_id)
    opened = store_plan.open_in_store(draft, fits, event.store_subscription_id, plan_id, work.now)
    if store_moves.find(work.table, event.holder):
        opened = take_to_web(opened, fits, work.now)
    else:
        work.save(store_moves.check_none(event.holder))
    known = plans.find_hand_over(work.table, event.number_id)
    work.save(plans.save(opened), [plans.check_hand_over(event.number_id, known), people.unchanged(person)])
    work.save(number_users.note(work.table, event.number_id, event.user_id, event.revision))
    publish_plan(work, draft, opened)
    paying = it.pay_for(subscription_id, event.number_id, event.phone_number)
    save_store_subscription(work, it, paying, products)


def _find(work: UnitOfWork, its_id: str) -> StoreSubscription | None:
    """Find a subscription; one whose plan has ended on the web since it moved there is free."""
    it = store_subscriptions.find_by_id(work.table, its_id)
    paid_for = plans.find(work.table, it.plan) if it and it.plan else None
    return free_from(it, paid_for, work.now) if it and paid_for and not paid_for.runs else it
