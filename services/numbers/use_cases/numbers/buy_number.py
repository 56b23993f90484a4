"""Choose a number and a plan: it is kept for the buyer at once, then paid, then ordered (N2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from contracts.numbers import NumberRequested
from contracts.phone_numbers import country_of, kind_of, read_phone_number
from contracts.plans import CATALOGUE, Kind, Plan
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier import Carrier, NotAvailableError
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.problems import (
    CarrierUnavailable,
    InvalidPhoneNumber,
    NumberTaken,
    PaymentMethodRequired,
    PlanDoesNotFit,
    UnknownPlan,
    UserNotOnTeam,
)
from services.numbers.http.schemas import NewNumber
from services.numbers.http.views import NumberView, Quote
from services.numbers.stores import numbers, people


@dataclass(frozen=True)
class _Wish:
    """What somebody wants, once all of it is acceptable."""

    phone_number: str
    kind: Kind
    plan: Plan
    holder: str
    user_id: str | None


def quote_number(work: UnitOfWork, wanted: NewNumber) -> Quote:
    """What the number would cost, and whom."""
    wish = _wish(work, wanted)
    return Quote.of(wish.plan, wish.phone_number, wish.holder, work.now)


def buy_number(work: UnitOfWork, carrier: Callable[[], Carrier], wanted: NewNumber) -> NumberView:
    """Keep the number for the buyer and have it paid; who comes second gets NumberTaken and pays nothing."""
    wish = _wish(work, wanted)
    number = _number(work, wish)
    try:
        carrier().reserve(wish.phone_number, number.number_id)
    except NotAvailableError as taken:
        raise NumberTaken from taken
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    work.save(numbers.create(number))
    if number.user_id and is_team(number.holder):
        work.save([people.still_on(number.user_id, number.holder)])
    work.publish(requested(number, restores=False))
    return NumberView.of(number)


def requested(number: Number, *, restores: bool) -> NumberRequested:
    """The wish that billing charges for."""
    return NumberRequested(
        number_id=number.number_id, request_id=number.request_id, phone_number=number.phone_number,
        plan_id=number.plan_id, holder=number.holder, user_id=number.user_id, asked_by=number.asked_by,
        restores=restores, port_id=number.port_id, revision=number.next_version if restores else number.version,
    )  # fmt: skip


def plan_for(plan_id: str, phone_number: str) -> tuple[Plan, Kind]:
    """The plan, and the kind of number that it is for. Raises UnknownPlan and PlanDoesNotFit."""
    plan = CATALOGUE.get(plan_id)
    if plan is None:
        raise UnknownPlan(field="plan_id")
    kind: Kind = "toll_free" if kind_of(phone_number) == "toll_free" else "local"
    if plan.kind != kind or (kind == "local" and country_of(phone_number) != plan.country):
        raise PlanDoesNotFit(field="plan_id")
    return plan, kind


def must_pay(work: UnitOfWork, person: Person, holder: str) -> None:
    """Raise PaymentMethodRequired unless a wallet is attached that pays for this holder."""
    if is_team(holder) and person.role != "owner":
        person = people.find(work.table, people.find_team(work.table, holder).owner_id)
    if not person.pays:
        raise PaymentMethodRequired


def user_for(work: UnitOfWork, person: Person, wanted: str | None, holder: str) -> str | None:
    """Who is to use a number of this holder. Raises UserNotOnTeam."""
    user_id = person.meant(wanted) if wanted else None
    if not is_team(holder):
        if user_id not in (None, person.account_id):
            raise UserNotOnTeam("A number of your own is for yourself.", field="user_id")
        return person.account_id
    if user_id and not (person if user_id == person.account_id else people.find(work.table, user_id)).is_on(holder):
        raise UserNotOnTeam(field="user_id")
    return user_id


def _wish(work: UnitOfWork, wanted: NewNumber) -> _Wish:
    person = people.find(work.table, work.context.actor)
    phone_number = read_phone_number(wanted.phone_number, refuse=partial(InvalidPhoneNumber, field="phone_number"))
    plan, kind = plan_for(wanted.plan_id, phone_number)
    holder = person.holder(wanted.payer)
    user_id = user_for(work, person, wanted.user_id, holder)
    must_pay(work, person, holder)
    if work.table.get(**numbers.line_key(phone_number)):
        raise NumberTaken
    return _Wish(phone_number, kind, plan, holder, user_id)


def _number(work: UnitOfWork, wish: _Wish) -> Number:
    number_id = ids.new_id("num")
    number = Number(
        number_id, wish.phone_number, wish.kind, wish.holder, wish.plan.plan_id, work.now, work.context.actor,
        user_id=wish.user_id, request_id=number_id, version=1,
    )  # fmt: skip
    return replace(number, team_id=wish.holder) if is_team(wish.holder) else number
