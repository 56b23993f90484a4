"""Shows a plan that a store is paid for as it is once it has moved to the web, as joining a team does (B9, B10)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.moved_plan import take_to_web
from services.billing.domain.plan import Subscription
from services.billing.domain.store_move import MovedBy
from services.billing.stores import store_subscriptions


def see_on_web(work: UnitOfWork, plan: Subscription) -> Subscription:
    """Return the plan as a payer of the web takes it over; one that is on the web is as it is."""
    it = store_subscriptions.find_by_id(work.table, plan.store_subscription_id) if plan.paid_in_store else None
    return take_to_web(plan, it, work.now, MovedBy.JOINED) if it else plan
