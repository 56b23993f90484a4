"""Change the form of a port-in that is a draft or has been sent back (N7)."""

from collections.abc import Callable
from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.carrier.porting import Porting
from services.numbers.domain.bill import Address, Bill
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import NumberTwice, PortInClosed
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.domain.port_request import rename_main_number
from services.numbers.http.port_in_schemas import AccountHolder, PortInChange
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases.numbers.buy_number import resolve_user
from services.numbers.use_cases.numbers.find_plan import find_plan
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in, load_same_holder
from services.numbers.use_cases.port_ins.start_port_in import (
    check_requested_day,
    read_number,
    refuse_login_id,
    require_free,
    require_portable,
    update_old_account,
)


def change_port_in(
    work: UnitOfWork,
    *,
    porting: Callable[[], Porting],
    documents: Callable[[], Documents],
    port_id: str,
    change: PortInChange,
) -> PortInView:
    """Change the fields of the form that are given, and leave the others; another number frees the one before.

    What is on the bill, and the day, are changed for all numbers of the request that can be changed. Raises NotFound,
    PortInClosed, UnknownPlan, PlanDoesNotFit, UserNotOnTeam, UnsuitableDay, InvalidPhoneNumber, NumberTwice, and for
    another number what starting a port-in of it raises.
    """
    person, before = find_visible_port_in(work, port_id)
    if not before.is_editable:
        raise PortInClosed
    parts = load_same_holder(work, before)
    own = _change_own(work, person, _change_number(work, porting, person, before, change), change)
    after = [_change_form(work, own if it.port_id == port_id else it, change) if it.is_editable else it for it in parts]
    after = [rename_main_number(it, before.phone_number, own.phone_number) for it in after]
    for part, was in zip(after, parts, strict=True):
        if part != was:
            work.save(port_ins.save(part, was))
    return PortInView.of(next(it for it in after if it.port_id == port_id), documents, after)


def _change_own(work: UnitOfWork, person: Person, before: PortIn, change: PortInChange) -> PortIn:
    """Return a port-in with the changes that are about its number alone."""
    after = before
    if change.plan_id is not None:
        after = _change_plan(after, find_plan(change.plan_id, after.phone_number)[0].plan_id)
    if "user_id" in change.model_fields_set:
        after = replace(after, user_id=resolve_user(work, person, change.user_id, before.holder))
    return after


def _change_form(work: UnitOfWork, before: PortIn, change: PortInChange) -> PortIn:
    """Return a port-in with the changes of the form that all numbers of a request have in common."""
    after = before
    if "wanted_on" in change.model_fields_set:
        after = replace(after, wanted_on=check_requested_day(change.wanted_on, work.now))
    if change.holder is not None:
        after = replace(after, bill=_update_account_holder(after.bill, change.holder))
    if change.carrier is not None:
        after = replace(after, bill=update_old_account(after.bill, change.carrier))
    return after


def _change_number(
    work: UnitOfWork, porting: Callable[[], Porting], person: Person, before: PortIn, change: PortInChange
) -> PortIn:
    """Return the port-in with another number, which no code has proved yet; the claim on the one before is freed."""
    if change.phone_number is None:
        return before
    phone_number = read_number(change.phone_number, "phone_number")
    if phone_number == before.phone_number:
        return before
    plan, kind = find_plan(change.plan_id or before.plan_id, phone_number)
    refuse_login_id(work, phone_number, person, before.user_id)
    if any(it.phone_number == phone_number and it.is_open for it in port_ins.load_parts(work.table, before)):
        raise NumberTwice(field="phone_number")
    require_free(work, phone_number)
    require_portable(work, porting, [phone_number])
    if before.status is PortStatus.NEEDS_INFO:
        work.save([port_ins.free_phone_number(before)])
    after = replace(before, phone_number=phone_number, kind=kind, code=None, proved_at=None)
    return replace(_change_plan(after, plan.plan_id), approved_by="")


def _change_plan(port: PortIn, plan_id: str) -> PortIn:
    """Return the port-in with a plan; what the owner has approved is the plan before (T11)."""
    return port if plan_id == port.plan_id else replace(port, plan_id=plan_id, approved_by="")


def _update_account_holder(bill: Bill, holder: AccountHolder) -> Bill:
    address = Address(**holder.address.model_dump())
    return replace(bill, name=holder.name, authorized_person=holder.authorized_person or holder.name, address=address)
