"""Give a number up at the end of what is paid, and have it back: while it runs, or out of its reserve (N5)."""

from dataclasses import replace

from contracts.money import Money
from contracts.numbers import NumberCancelled, NumberKept
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.person import Person
from services.numbers.domain.problems import BeingRestored, NumberNotEnding, NumberNotRunning
from services.numbers.http.schemas import Restoration
from services.numbers.http.views import NumberView, Quote
from services.numbers.stores import numbers
from services.numbers.use_cases.numbers.buy_number import must_pay, plan_for, requested
from services.numbers.use_cases.numbers.change_number import holds
from services.numbers.use_cases.numbers.list_numbers import seen


def end_number(work: UnitOfWork, number_id: str) -> None:
    """It runs to the end of the paid period, and is not renewed. Done already is done."""
    person, number = seen(work, number_id)
    holds(person, number)
    if number.ends or number.status in (NumberStatus.RELEASING, NumberStatus.RELEASED):
        return
    if not number.runs:
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


def quote_restoration(work: UnitOfWork, number_id: str, wanted: Restoration) -> Quote:
    """What having it back would cost: nothing while its plan runs."""
    person, number = _ending(work, number_id)
    if number.runs:
        return Quote(lines=[], total_now=Money.of(0))
    plan, _ = plan_for(wanted.plan_id or number.plan_id, number.phone_number)
    must_pay(work, person, number.holder)
    return Quote.of(plan, number.phone_number, number.holder, work.now)


def restore_number(work: UnitOfWork, number_id: str, wanted: Restoration) -> NumberView:
    """Have it back: its plan goes on, or a new one is paid and the number leaves its reserve."""
    person, number = _ending(work, number_id)
    if number.runs:
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
        plan, _ = plan_for(wanted.plan_id or number.plan_id, number.phone_number)
        must_pay(work, person, number.holder)
        after = replace(
            number, request_id=ids.new_id("req"), plan_id=plan.plan_id, asked_by=person.account_id, reason=""
        )
        work.publish(requested(after, restores=True))
    work.save(numbers.save(after, number))
    return NumberView.of(after)


def _ending(work: UnitOfWork, number_id: str) -> tuple[Person, Number]:
    person, number = seen(work, number_id)
    holds(person, number)
    if number.status is NumberStatus.RELEASING and number.request_id:
        raise BeingRestored
    if not (number.runs and number.ends) and number.status is not NumberStatus.RELEASING:
        raise NumberNotEnding
    return person, number
