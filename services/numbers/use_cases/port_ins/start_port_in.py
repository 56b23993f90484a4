"""Begin to bring a number along: it is checked, and its form is a draft until the papers are there (N7)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from contracts.phone_numbers import read_phone_number
from contracts.plans import Kind, Plan
from kernel import ids
from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier import NotPortableError, Porting
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import Address, Bill, PortIn, PortStatus
from services.numbers.domain.problems import (
    CarrierUnavailable,
    InvalidPhoneNumber,
    NotPortable,
    NumberTaken,
    UnsuitableDay,
)
from services.numbers.http.port_in_schemas import AccountHolder, NewPortIn, OldAccount, OldAccountChange
from services.numbers.http.port_in_views import PortInView, PortQuote
from services.numbers.stores import numbers, people, port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases.numbers.buy_number import plan_for, user_for

_SHOWN_DIGITS = 4
_SOONEST, _LATEST = timedelta(days=3), timedelta(days=56)
_SATURDAY = 5


@dataclass(frozen=True)
class _Wanted:
    """What somebody wants to bring, once all of it is acceptable."""

    phone_number: str
    kind: Kind
    plan: Plan
    holder: str
    user_id: str | None
    wanted_on: str


def quote_port_in(work: UnitOfWork, porting: Callable[[], Porting], wanted: NewPortIn) -> PortQuote:
    """What it would cost, whom, and when: of a number that can come at all, so that nobody types a bill for nothing."""
    said = _wanted(work, wanted)
    _must_be_portable(porting, said.phone_number)
    return PortQuote.of(said.plan, said.phone_number, said.holder, work.now)


def begin_port_in(
    work: UnitOfWork, porting: Callable[[], Porting], documents: Callable[[], Documents], wanted: NewPortIn
) -> PortInView:
    """Check that the number can come, and keep the form. Nothing is asked of the old carrier yet."""
    said = _wanted(work, wanted)
    _must_be_portable(porting, said.phone_number)
    port = PortIn(
        ids.new_id("port"), said.phone_number, said.kind, said.holder, said.plan.plan_id,
        bill_of(wanted.holder, wanted.carrier), work.now, work.now, work.context.actor, user_id=said.user_id,
        wanted_on=said.wanted_on,
    ).now_is(PortStatus.DRAFT, work.now)  # fmt: skip
    work.save(port_ins.create(port))
    return PortInView.of(port, documents)


def wished_day(day: date | None, now: datetime) -> str:
    """The day that was wished for, as it is kept. Raises UnsuitableDay for one that no carrier agrees to."""
    if day is None:
        return ""
    if day.weekday() >= _SATURDAY or not _SOONEST <= day - now.date() <= _LATEST:
        raise UnsuitableDay(field="wanted_on")
    return day.isoformat()


def bill_of(holder: AccountHolder, account: OldAccount) -> Bill:
    """What stands on the bill; account number and PIN are sealed at once."""
    address = Address(**holder.address.model_dump())
    empty = Bill(holder.name, holder.authorized_person, address, sealed_account_number="", account_number_ends="")
    return on_account(empty, OldAccountChange(**account.model_dump()))


def on_account(bill: Bill, change: OldAccountChange) -> Bill:
    """The bill with what is said of the account at the old carrier; what is left out stays."""
    if change.account_number is not None:
        ends = change.account_number[-_SHOWN_DIGITS:] if len(change.account_number) > _SHOWN_DIGITS else ""
        sealed = sealing.seal(change.account_number)
        bill = replace(bill, sealed_account_number=sealed, account_number_ends=ends)
    if change.pin is not None:
        bill = replace(bill, sealed_pin=sealing.seal(change.pin) if change.pin else "")
    if change.keeps_other_numbers is not None:
        bill = replace(bill, keeps_other_numbers=change.keeps_other_numbers)
    if change.billing_phone_number is not None:
        main = _e164(change.billing_phone_number, "carrier.billing_phone_number")
        bill = replace(bill, billing_phone_number=main)
    if change.new_billing_phone_number is not None:
        new = _e164(change.new_billing_phone_number, "carrier.new_billing_phone_number")
        bill = replace(bill, new_billing_phone_number=new)
    return bill


def _wanted(work: UnitOfWork, wanted: NewPortIn) -> _Wanted:
    person: Person = people.find(work.table, work.context.actor)
    phone_number = _e164(wanted.phone_number, "phone_number")
    plan, kind = plan_for(wanted.plan_id, phone_number)
    holder = person.holder(wanted.payer)
    user_id = user_for(work, person, wanted.user_id, holder)
    if work.table.get(**numbers.line_key(phone_number)):
        raise NumberTaken("This number is at Teamline already, or on its way.")
    return _Wanted(phone_number, kind, plan, holder, user_id, wished_day(wanted.wanted_on, work.now))


def _e164(text: str, field: str) -> str:
    return read_phone_number(text, refuse=partial(InvalidPhoneNumber, field=field))


def _must_be_portable(porting: Callable[[], Porting], phone_number: str) -> None:
    try:
        porting().check(phone_number)
    except NotPortableError as reason:
        why = f" The carrier says: {reason}." if str(reason) else ""
        raise NotPortable(f"{NotPortable.title}{why}", field="phone_number") from reason
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
