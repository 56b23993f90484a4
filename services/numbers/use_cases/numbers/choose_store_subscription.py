"""Choose a subscription in an app store to pay for a number: the person's own, paid, and for no other number (B9)."""

from datetime import datetime

from contracts.app_stores import explain_cancelling, name_store
from contracts.periods import next_period
from contracts.plans import CATALOGUE, Kind, Plan
from contracts.quotes import Payer, Quote, QuoteLine
from contracts.sentences import begun, joined, known, say, say_day
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
from services.numbers.stores import billing_days, store_subscriptions
from services.numbers.use_cases.numbers.find_plan import find_plan

_FIELD = "store_subscription_id"


def find_store_subscription(work: UnitOfWork, person: Person, its_id: str) -> StoreSubscription:
    """Return a subscription that can pay for a number of this person's own; billing decides again.

    Raises OnATeam, StoreSubscriptionUnknown, StoreSubscriptionInUse and StoreSubscriptionUnpaid.
    """
    if person.team_id and not person.owns:
        raise OnATeam
    found = store_subscriptions.find(work.table, person.account_id, its_id)
    if found is None or found.plan_id not in CATALOGUE:
        raise StoreSubscriptionUnknown(field=_FIELD)
    if found.number_id:
        raise StoreSubscriptionInUse
    if not found.is_paid(work.now):
        raise StoreSubscriptionUnpaid
    return found


def own_holder(person: Person, payer: Payer | None) -> str:
    """Return who holds a number that a store is paid for: the person, also if they run a team.

    Raises OnATeam, and what is wrong with any number for a team.
    """
    if payer == "team" and person.holder(payer) != person.account_id:
        raise OnATeam(OnATeam.NOT_FOR_THE_TEAM)
    return person.account_id


def find_its_plan(it: StoreSubscription, plan_id: str | None, phone_number: str) -> tuple[Plan, Kind]:
    """Return the plan of the subscription's product, and the kind of number. Raises PlanDoesNotFit.

    It names the field that is wrong: another plan than the product's cannot be wished for.
    """
    if plan_id not in (None, it.plan_id):
        raise PlanDoesNotFit(say("This subscription pays for the plan {plan}.", plan=it.plan_id), field="plan_id")
    try:
        return find_plan(it.plan_id, phone_number)
    except PlanDoesNotFit as wrong:
        raise PlanDoesNotFit(field=_FIELD) from wrong


def quote_store_plan(
    work: UnitOfWork, person: Person, it: StoreSubscription, plan: Plan, *, phone_number: str, own_day: bool = False
) -> Quote:
    """Return the quote of a number that a store is paid for: nothing now; after a move, our first charge as it will be.

    What else follows is said in notes.
    """
    end = it.paid_through or work.now
    what = known(f"{plan.name}: {phone_number}")
    paid = say("{what}, paid in {store} through {day}", what=what, store=name_store(it.store), day=say_day(end))
    lines = [QuoteLine.of(paid, 0, work.now, "self")]
    if it.moved and person.pays:
        period = next_period(plan, end, 0, None if own_day else billing_days.find(work.table, person.account_id))
        lines.append(QuoteLine.of(say("{what}, renewed", what=what), period.price, end, "self"))
    return Quote.now(work.now, lines, notes=(NOTICE, *explain_what_follows(it, end, pays=person.pays)))


def explain_what_follows(it: StoreSubscription, end: datetime, *, pays: bool) -> list[str]:
    """Return what follows the paid time in sentences: the store's own renewal, or ours since the move (B9, B21)."""
    said = list[str]()
    if it.moved and not pays:
        said.append(say("You've moved to the web. Connect PayPal, or the plan ends on {day}.", day=say_day(end)))
    if not it.renews:
        ends = say("{store} doesn't renew it, so the plan ends on {day}.", store=name_store(it.store), day=say_day(end))
        return said if it.moved else [begun(ends)]
    how = explain_cancelling(it.store)
    on = say(" on {day}", day=say_day(it.renews_at)) if it.renews_at else ""
    again = begun(say("{store} charges you again{on} unless you cancel.", store=name_store(it.store), on=on))
    if it.moved:
        more = say("If it does, its time is added to what you've paid.")
        return [*said, joined(" ", (again, more, how))]
    return [joined(" ", (again, how))]
