"""Start a port-in: the number is checked, and the form is a draft until its documents are uploaded (N7)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from contracts.phone_numbers import read_phone_number
from contracts.plans import Kind, Plan
from contracts.sentences import say
from kernel import ids
from kernel.bus import sealing
from kernel.dynamodb.counters import count_uses_now
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.porting import Porting
from services.numbers.domain.bill import Address, Bill
from services.numbers.domain.business_days import is_business_day
from services.numbers.domain.limits import PORT_CHECKS
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import NotPortable, NumberIsLoginId, NumberTwice, UnsuitableDay
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.domain.port_in_terms import EARLIEST_DATE, LATEST_DATE
from services.numbers.domain.problems import CarrierUnavailable, InvalidPhoneNumber, NumberTaken
from services.numbers.http.port_in_quotes import PortQuote
from services.numbers.http.port_in_schemas import AccountHolder, AnotherNumber, NewPortIn, OldAccount, OldAccountChange
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import claims, people, port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.buy_number import resolve_user
from services.numbers.use_cases.numbers.find_plan import find_plan

_SHOWN_DIGITS = 4


@dataclass(frozen=True)
class _Asked:
    """A number that is to be ported in, once all of the input about it is checked."""

    phone_number: str
    kind: Kind
    plan: Plan
    user_id: str | None


@dataclass(frozen=True)
class _Request:
    """A request for one number or several, once all of its input is checked."""

    numbers: list[_Asked]
    holder: str
    wanted_on: str

    @property
    def phone_numbers(self) -> list[str]:
        """Its numbers, the main one first."""
        return [it.phone_number for it in self.numbers]


def quote_port_in(work: UnitOfWork, *, porting: Callable[[], Porting], body: NewPortIn) -> PortQuote:
    """Return what the port-in would cost, who would be charged, and when; raises what starting it would raise."""
    request = _check_request(work, body)
    require_portable(work, porting, request.phone_numbers)
    return PortQuote.of({it.phone_number: it.plan for it in request.numbers}, request.holder, work.now)


def start_port_in(
    work: UnitOfWork, *, porting: Callable[[], Porting], documents: Callable[[], Documents], body: NewPortIn
) -> PortInView:
    """Check that the numbers are portable, and store the form as a draft. The old carrier is not asked for them yet.

    Each number is a port-in; they have a request in common. Returns that of the first. Raises NotPortable,
    TooManySearches, CarrierUnavailable, NumberTaken, NumberIsLoginId, NumberTwice, and what is wrong with a field of
    the form.
    """
    request = _check_request(work, body)
    require_portable(work, porting, request.phone_numbers)
    parts = _make_drafts(work, request, _make_bill(body.holder, body.carrier))
    for part in parts:
        work.save(port_ins.create(part))
    return PortInView.of(parts[0], documents, parts)


def _make_drafts(work: UnitOfWork, request: _Request, bill: Bill) -> list[PortIn]:
    """Return the port-in of each number; the main number of the account is the first unless the bill names another."""
    part_ids = [ids.new_id("port") for _ in request.numbers]
    has_several = len(part_ids) > 1
    if has_several and not bill.billing_phone_number:
        bill = replace(bill, billing_phone_number=request.phone_numbers[0])
    return [
        PortIn(
            port_id=port_id,
            phone_number=asked.phone_number,
            kind=asked.kind,
            holder=request.holder,
            plan_id=asked.plan.plan_id,
            bill=bill,
            created_at=work.now,
            checked_at=work.now,
            asked_by=work.context.actor,
            user_id=asked.user_id,
            wanted_on=request.wanted_on,
            request_id=part_ids[0] if has_several else "",
            part_ids=tuple(part_ids) if has_several else (),
        ).with_status(PortStatus.DRAFT, work.now)
        for port_id, asked in zip(part_ids, request.numbers, strict=True)
    ]


def refuse_login_id(work: UnitOfWork, phone_number: str, person: Person, user_id: str | None) -> None:
    """Raise NumberIsLoginId if the caller, or the person who would use the number, signs in with it (I13)."""
    if phone_number == person.phone_number:
        raise NumberIsLoginId
    if user_id and user_id != person.account_id and people.find(work.table, user_id).phone_number == phone_number:
        raise NumberIsLoginId(NumberIsLoginId.OF_USER)


def require_free(work: UnitOfWork, phone_number: str, field: str = "phone_number") -> None:
    """Raise NumberTaken if a number or a submitted port-in has the claim on the phone number."""
    if work.table.get(**claims.key(phone_number)):
        raise NumberTaken("This number is already at Teamline, or being ported to it.", field=field)


def check_requested_day(day: date | None, now: datetime) -> str:
    """Return the requested day as YYYY-MM-DD, or "". Raises UnsuitableDay: no business day, too soon or too late."""
    if day is None:
        return ""
    if not EARLIEST_DATE <= day - now.date() <= LATEST_DATE or not is_business_day(day):
        raise UnsuitableDay(field="wanted_on")
    return day.isoformat()


def update_old_account(bill: Bill, change: OldAccountChange) -> Bill:
    """Return the bill with the given fields of the old carrier's account; account number and PIN are sealed."""
    if change.account_number is not None:
        ends = change.account_number[-_SHOWN_DIGITS:] if len(change.account_number) > _SHOWN_DIGITS else ""
        sealed = sealing.seal(change.account_number)
        bill = replace(bill, sealed_account_number=sealed, account_number_ends=ends)
    if change.pin is not None:
        bill = replace(bill, sealed_pin=sealing.seal(change.pin) if change.pin else "")
    if change.keeps_other_numbers is not None:
        bill = replace(bill, keeps_other_numbers=change.keeps_other_numbers)
    if change.billing_phone_number is not None:
        main = read_number(change.billing_phone_number, "carrier.billing_phone_number")
        bill = replace(bill, billing_phone_number=main)
    if change.new_billing_phone_number is not None:
        new = read_number(change.new_billing_phone_number, "carrier.new_billing_phone_number")
        bill = replace(bill, new_billing_phone_number=new)
    return bill


def _make_bill(holder: AccountHolder, account: OldAccount) -> Bill:
    address = Address(**holder.address.model_dump())
    empty = Bill(
        holder.name, holder.authorized_person or holder.name, address, sealed_account_number="", account_number_ends=""
    )
    return update_old_account(empty, OldAccountChange(**account.model_dump()))


def _check_request(work: UnitOfWork, body: NewPortIn) -> _Request:
    person = callers.read_spender(work)
    holder = person.holder(body.payer)
    first = _check_number(work, person, holder, body, body.plan_id, "")
    others = [
        _check_number(work, person, holder, it, it.plan_id or body.plan_id, f"with_numbers.{place}.")
        for place, it in enumerate(body.with_numbers)
    ]
    request = _Request([first, *others], holder, check_requested_day(body.wanted_on, work.now))
    for place in range(1, len(request.numbers)):
        if request.phone_numbers[place] in request.phone_numbers[:place]:
            raise NumberTwice(field=f"with_numbers.{place - 1}.phone_number")
    return request


def _check_number(
    work: UnitOfWork, person: Person, holder: str, asked: NewPortIn | AnotherNumber, plan_id: str, within: str
) -> _Asked:
    """Return a number once it is checked; `within` is where it is in the request, such as `with_numbers.0.`"""
    field = f"{within}phone_number"
    phone_number = read_number(asked.phone_number, field)
    plan, kind = find_plan(plan_id, phone_number, field=f"{within}plan_id")
    user_id = resolve_user(work, person, asked.user_id, holder, field=f"{within}user_id")
    refuse_login_id(work, phone_number, person, user_id)
    require_free(work, phone_number, field)
    return _Asked(phone_number, kind, plan, user_id)


def read_number(text: str, field: str) -> str:
    """Return a typed phone number in E.164. Raises InvalidPhoneNumber, which names the field."""
    return read_phone_number(text, refuse=partial(InvalidPhoneNumber, field=field))


def require_portable(work: UnitOfWork, porting: Callable[[], Porting], phone_numbers: list[str]) -> None:
    """Raise NotPortable unless our carrier can take the numbers, TooManySearches, or CarrierUnavailable."""
    count_uses_now(work, PORT_CHECKS)  # one request to the carrier, whatever it asks about
    try:
        refused = porting().find_not_portable(phone_numbers)
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    for place, number in enumerate(phone_numbers):
        if number in refused:
            field = f"with_numbers.{place - 1}.phone_number" if place else "phone_number"
            raise NotPortable(_explain(refused[number]), field=field)


def _explain(why: str) -> str | None:
    return say("This number can't be ported to Teamline. The carrier says: {why}.", why=why) if why else None
