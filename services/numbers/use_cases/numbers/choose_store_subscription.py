"""Choose a subscription in an app store to pay for a number: the person's own, paid, and for no other number (B9)."""

from contracts.app_stores import name_store
from contracts.plans import CATALOGUE, Kind, Plan
from contracts.quotes import Quote, QuoteLine
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.emergency import NOTICE
from services.numbers.domain.person import Person
from services.numbers.domain.problems import (
    OnATeam,
    PlanDoesNotFit,
    StoreSubscriptionInUse,
    StoreSubscriptionUnknown,
    StoreSubscriptionUnpaid,
)
from services.numbers.domain.store_subscription import StoreSubscription
from services.numbers.stores import store_subscriptions
from services.numbers.use_cases.numbers.find_plan import find_plan

_FIELD = "store_subscription_id"


def find_store_subscription(work: UnitOfWork, person: Person, its_id: str) -> StoreSubscription:
    """Return a subscription that can pay for a number of this person's own; billing decides again.

    Raises OnATeam, StoreSubscriptionUnknown, StoreSubscriptionInUse and StoreSubscriptionUnpaid.
    """
    if person.team_id:
        raise OnATeam
    found = store_subscriptions.find(work.table, person.account_id, its_id)
    if found is None or found.plan_id not in CATALOGUE:
        raise StoreSubscriptionUnknown(field=_FIELD)
    if found.number_id:
        raise StoreSubscriptionInUse
    if not found.is_paid(work.now):
        raise StoreSubscriptionUnpaid
    return found


def find_its_plan(it: StoreSubscription, plan_id: str | None, phone_number: str) -> tuple[Plan, Kind]:
    """Return the plan of the subscription's product, and the kind of number. Raises PlanDoesNotFit.

    It names the field that is wrong: another plan than the product's cannot be wished for.
    """
    if plan_id not in (None, it.plan_id):
        raise PlanDoesNotFit(f"This subscription pays for the plan {it.plan_id}.", field="plan_id")
    try:
        return find_plan(it.plan_id, phone_number)
    except PlanDoesNotFit as wrong:
        raise PlanDoesNotFit(field=_FIELD) from wrong


def quote_store_plan(work: UnitOfWork, it: StoreSubscription, plan: Plan, *, phone_number: str) -> Quote:
    """Return the quote of a number that a store is paid for: nothing, and until when it is paid there."""
    end = it.paid_through or work.now
    paid = f"paid in {name_store(it.store)} through {end:%B} {end.day}, {end.year}"
    line = QuoteLine.of(f"{plan.name}: {phone_number}, {paid}", 0, work.now, "self")
    return Quote.now(work.now, [line], notes=(NOTICE,))
