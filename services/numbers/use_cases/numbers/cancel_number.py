"""Cancel a number at the end of the paid period, and restore it: while its plan runs, or out of its reserve (N5)."""

from dataclasses import replace

from contracts.app_stores import explain_paid_in
from contracts.numbers import NumberCancelled, NumberKept
from contracts.plans import Plan
from contracts.quotes import Quote
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.person import Person
from services.numbers.domain.problems import (
    BeingRestored,
    NumberNotEnding,
    NumberNotRunning,
    OnATeam,
    PaidInStore,
    PlanStillRuns,
)
from services.numbers.domain.store_subscription import StoreSubscription
from services.numbers.http.schemas import Restoration
from services.numbers.http.views import NumberView
from services.numbers.stores import numbers
from services.numbers.use_cases.numbers.buy_number import number_requested_event, require_payment
from services.numbers.use_cases.numbers.change_number import require_holder
from services.numbers.use_cases.numbers.choose_store_subscription import (
    find_its_plan,
    find_store_subscription,
    quote_store_plan,
)
from services.numbers.use_cases.numbers.find_plan import find_plan
from services.numbers.use_cases.numbers.list_numbers import find_visible_number
from services.numbers.use_cases.numbers.quote_plan import quote_plan
from services.numbers.use_cases.numbers.view_numbers import view_number


def cancel_number(work: UnitOfWork, *, number_id: str) -> None:
    """Cancel the number: it works to the end of the paid period and is not renewed. Nothing happens if it is canceled.

    Raises NotFound, OwnNumber, Forbidden, PaidInStore, and NumberNotRunning if it has no plan that runs.
    """
    person, number = find_visible_number(work, number_id)
    require_holder(person, number)
    if number.store:
        raise PaidInStore(explain_paid_in(number.store))
    if number.ends or number.status in (NumberStatus.RELEASING, NumberStatus.RELEASED):
        return
    if not number.has_running_plan:
        raise NumberNotRunning
    work.save(numbers.save(replace(number, ends=True), number))
    work.publish(
        NumberCancelled(
            number_id=number_id,
            subscription_id=number.subscription_id,
            asked_by=person.account_id,
            revision=number.next_version,
        )
    )


def quote_restoration(work: UnitOfWork, *, number_id: str, body: Restoration) -> Quote:
    """Return what restoring the number would cost: nothing while its plan runs, or if a store is paid for it."""
    person, number = _find_restorable(work, number_id, body)
    if body.store_subscription_id:
        it, plan = _find_store_plan(work, person, number, body)
        return quote_store_plan(work, person, it, plan, phone_number=number.phone_number)
    if number.has_running_plan:
        return Quote.now(work.now, [])
    plan, _ = find_plan(body.plan_id or number.plan_id, number.phone_number)
    require_payment(work, person, number.holder, plan)
    return quote_plan(work, plan, phone_number=number.phone_number, holder=number.holder)


def restore_number(work: UnitOfWork, *, number_id: str, body: Restoration) -> NumberView:
    """Restore the number: its plan goes on, or billing charges a new one and the number leaves its reserve.

    Raises NotFound, OwnNumber, Forbidden, BeingRestored, NumberNotEnding and, out of the reserve, the problems of a
    purchase.
    """
    person, number = _find_restorable(work, number_id, body)
    if number.has_running_plan:
        after = replace(number, ends=False)
        work.publish(
            NumberKept(
                number_id=number_id,
                subscription_id=number.subscription_id,
                asked_by=person.account_id,
                revision=number.next_version,
            )
        )
    else:
        after = _request_plan(work, person, number, body)
    work.save(numbers.save(after, number))
    return view_number(work, person, after)


def _request_plan(work: UnitOfWork, person: Person, number: Number, body: Restoration) -> Number:
    if body.store_subscription_id:
        _, plan = _find_store_plan(work, person, number, body)
    else:
        plan, _ = find_plan(body.plan_id or number.plan_id, number.phone_number)
        require_payment(work, person, number.holder, plan)
    after = number.request_again(ids.new_id("req"), plan.plan_id, person.account_id)
    work.publish(number_requested_event(after, restores=True, in_store=body.store_subscription_id or ""))
    return after


def _find_store_plan(
    work: UnitOfWork, person: Person, number: Number, body: Restoration
) -> tuple[StoreSubscription, Plan]:
    """Return the subscription that is to pay for a number of one's own, and its plan."""
    it = find_store_subscription(work, person, body.store_subscription_id or "")
    if number.holder != person.account_id:
        raise OnATeam(OnATeam.NOT_FOR_THE_TEAM)
    return it, find_its_plan(it, body.plan_id, number.phone_number)[0]


def _find_restorable(work: UnitOfWork, number_id: str, body: Restoration) -> tuple[Person, Number]:
    person, number = find_visible_number(work, number_id)
    require_holder(person, number)
    if number.status is NumberStatus.RELEASING and number.request_id:
        raise BeingRestored
    if not (number.has_running_plan and number.ends) and number.status is not NumberStatus.RELEASING:
        raise NumberNotEnding
    if number.has_running_plan and number.store:
        raise PaidInStore(explain_paid_in(number.store))
    if number.has_running_plan and body.store_subscription_id:
        raise PlanStillRuns
    return person, number
