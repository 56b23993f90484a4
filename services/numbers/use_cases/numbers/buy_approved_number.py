"""Buy the number that an admin asked for and the owner has approved, once for each approval (T11)."""

from contracts.approvals import NumberApproved
from contracts.numbers import NumberNoticeDue, NumberRequested
from contracts.phone_numbers import read_phone_number
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Problem
from services.numbers.carrier.stock import Carrier, NotAvailableError
from services.numbers.domain.account_faults import Area
from services.numbers.domain.number import Number
from services.numbers.domain.problems import InvalidPhoneNumber
from services.numbers.stores import claims, numbers, people
from services.numbers.use_cases.carrier_pauses.pause_carrier import asking
from services.numbers.use_cases.numbers.buy_number import number_requested_event
from services.numbers.use_cases.numbers.find_plan import find_plan


def buy_approved_number(work: UnitOfWork, *, carrier: Carrier, event: NumberApproved) -> None:
    """Claim the number for the team and have billing charge it, as approved; notify the owner if that cannot be.

    Raises ProviderDownError while the carrier is not reached, or our account has a fault: then the event comes again.
    """
    number_id = ids.derived_id("num", event.approval_id)
    if numbers.find(work.table, number_id):
        return
    try:
        number = _read_number(work, event, number_id)
    except Problem:
        _refuse(work, event, "invalid_number")
        return
    involved = {event.asked_by, event.user_id or event.asked_by}
    if not all(people.find(work.table, account_id).is_on(event.team_id) for account_id in involved):
        _refuse(work, event, "not_on_team")
    elif work.table.get(**claims.key(number.phone_number)) or not _reserve(work, carrier, number):
        _refuse(work, event, "number_taken")
    else:
        work.save(numbers.create(number))
        work.save([people.still_on(account_id, event.team_id) for account_id in sorted(involved)])
        work.publish(_ask_for_payment(number, event))


def _read_number(work: UnitOfWork, event: NumberApproved, number_id: str) -> Number:
    """Return the number as it is ordered. Raises InvalidPhoneNumber, UnknownPlan and PlanDoesNotFit."""
    phone_number = read_phone_number(event.phone_number, refuse=InvalidPhoneNumber)
    plan, kind = find_plan(event.plan_id, phone_number)
    return Number(
        number_id=number_id,
        phone_number=phone_number,
        kind=kind,
        holder=event.team_id,
        plan_id=plan.plan_id,
        created_at=work.now,
        asked_by=event.asked_by,
        team_id=event.team_id,
        user_id=event.user_id,
        request_id=number_id,
        version=1,
    )


def _ask_for_payment(number: Number, event: NumberApproved) -> NumberRequested:
    by, own_day = event.approved_by, event.own_billing_day
    return number_requested_event(number, restores=False, approved_by=by, own_day=own_day)


def _reserve(work: UnitOfWork, carrier: Carrier, number: Number) -> bool:
    """Reserve the number at the carrier, and return whether it was there to be had."""
    try:
        with asking(work, Area.ORDERS):
            carrier.reserve(number.phone_number, number.kind, number.number_id)
    except NotAvailableError:
        return False
    return True


def _refuse(work: UnitOfWork, event: NumberApproved, reason: str) -> None:
    work.publish(
        NumberNoticeDue(
            number_id=ids.derived_id("num", event.approval_id),
            phone_number=event.phone_number,
            holder=event.team_id,
            kind="order_failed",
            reason=reason,
        )
    )
