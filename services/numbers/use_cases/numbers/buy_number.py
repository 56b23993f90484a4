"""Buy a number on a plan: it is claimed for the buyer at once, then charged, then ordered (N2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from contracts.months import month_of
from contracts.numbers import NumberRequested
from contracts.phone_numbers import read_phone_number
from contracts.plans import Kind, Plan
from contracts.quotes import Quote
from kernel import ids
from kernel.dynamodb.counters import count_uses_now
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.responses import AccountFaultError
from services.numbers.carrier.stock import Carrier, NotAvailableError
from services.numbers.domain.account_faults import Area
from services.numbers.domain.limits import PURCHASES
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.problems import (
    AdminLimitReached,
    CarrierPaused,
    CarrierUnavailable,
    InvalidPhoneNumber,
    NumberTaken,
    PaymentMethodRequired,
    UserNotOnTeam,
    WalletPending,
)
from services.numbers.domain.store_subscription import StoreSubscription
from services.numbers.http.schemas import NewNumber
from services.numbers.http.views import NumberView
from services.numbers.stores import admin_spending, claims, numbers, people
from services.numbers.use_cases import callers
from services.numbers.use_cases.carrier_pauses.pause_carrier import PausedError, asking, require_open
from services.numbers.use_cases.numbers.find_plan import find_plan
from services.numbers.use_cases.numbers.quote_plan import quote_plan
from services.numbers.use_cases.numbers.view_numbers import view_afresh


@dataclass(frozen=True)
class _Purchase:
    """A purchase, once all of its input is checked."""

    phone_number: str
    kind: Kind
    plan: Plan
    holder: str
    user_id: str | None
    store: StoreSubscription | None = None  # that pays for it in place of a charge


def quote_number(work: UnitOfWork, *, body: NewNumber) -> Quote:
    """Return what the number would cost, and who would be charged; raises what buying would raise."""
    purchase = _check_purchase(work, body)
    require_open(work, Area.ORDERS)
    if purchase.store:
        from services.numbers.use_cases.numbers.choose_store_subscription import quote_store_plan

        person = callers.read_caller(work)
        number, own_day = purchase.phone_number, body.billing_day == "own"
        return quote_store_plan(work, person, purchase.store, purchase.plan, phone_number=number, own_day=own_day)
    return quote_plan(
        work,
        purchase.plan,
        phone_number=purchase.phone_number,
        holder=purchase.holder,
        own_day=body.billing_day == "own",
    )


def buy_number(work: UnitOfWork, *, carrier: Callable[[], Carrier], body: NewNumber) -> NumberView:
    """Claim the number for the buyer and have billing charge it, or open its plan if a store is paid for it.

    Raises NumberTaken for a second buyer, who pays nothing, TooManyPurchases, CarrierPaused and CarrierUnavailable.
    """
    purchase = _check_purchase(work, body)
    require_open(work, Area.ORDERS)
    number = _new_number(work, purchase)
    count_uses_now(work, PURCHASES)
    try:
        with asking(work, Area.ORDERS):
            carrier().reserve(purchase.phone_number, purchase.kind, number.number_id)
    except NotAvailableError as taken:
        raise NumberTaken from taken
    except (AccountFaultError, PausedError) as fault:
        raise CarrierPaused(CarrierPaused.OF[Area.ORDERS], retry_after=60) from fault
    except ProviderDownError as down:
        raise CarrierUnavailable(retry_after=10) from down
    work.save(numbers.create(number))
    if number.user_id and is_team(number.holder):
        work.save([people.still_on(number.user_id, number.holder)])
    own_day, in_store = body.billing_day == "own", body.store_subscription_id or ""
    work.publish(number_requested_event(number, restores=False, own_day=own_day, in_store=in_store))
    return view_afresh(work, number)


def number_requested_event(
    number: Number, *, restores: bool, approved_by: str = "", own_day: bool = False, in_store: str = ""
) -> NumberRequested:
    """Return the event by which billing charges the holder for the number's request.

    `in_store` is the subscription in an app store that pays for it in place of a charge.
    """
    return NumberRequested(
        number_id=number.number_id,
        request_id=number.request_id,
        phone_number=number.phone_number,
        plan_id=number.plan_id,
        holder=number.holder,
        user_id=number.user_id,
        asked_by=number.asked_by,
        restores=restores,
        port_id=number.port_id,
        approved_by=approved_by,
        revision=number.next_version if restores else number.version,
        own_billing_day=own_day,
        store_subscription_id=in_store,
    )


def require_payment(work: UnitOfWork, person: Person, holder: str, plan: Plan) -> None:
    """Raise PaymentMethodRequired unless a PayPal wallet is attached that pays for this holder, and AdminLimitReached.

    Both are as billing's events say; billing decides again when it charges.
    """
    require_payment_method(work, person, holder)
    require_room(work, person, holder, plan.price)


def require_room(work: UnitOfWork, person: Person, holder: str, price: int) -> None:
    """Raise AdminLimitReached if this is more, in cents, than an admin may still spend for the team this month."""
    if not is_team(holder) or person.role != "admin":
        return
    spending, month = admin_spending.find(work.table, holder, person.account_id), month_of(work.now)
    if not spending.has_room(price, month, person.membership_revision):
        raise AdminLimitReached(**spending.explain(price, month, person.membership_revision))


def require_payment_method(work: UnitOfWork, person: Person, holder: str) -> None:
    """Raise PaymentMethodRequired unless a PayPal wallet is attached that pays for this holder, and MoneyLocked.

    Raises WalletPending if one may have been attached just now.
    """
    if is_team(holder) and person.role != "owner":
        person = people.find(work.table, people.find_team(work.table, holder).owner_id)
    callers.require_unlocked(work, person)
    if not person.pays:
        raise WalletPending(retry_after=1) if person.may_pay_soon(work.now) else PaymentMethodRequired


def resolve_user(
    work: UnitOfWork, person: Person, user_id: str | None, holder: str, *, field: str = "user_id"
) -> str | None:
    """Return the account that is to use a number of this holder, or None. Raises UserNotOnTeam."""
    user_id = person.meant(user_id) if user_id else None
    if not is_team(holder):
        if user_id not in (None, person.account_id):
            raise UserNotOnTeam("Only you can use a number of your own.", field=field)
        return person.account_id
    if user_id and not (person if user_id == person.account_id else people.find(work.table, user_id)).is_on(holder):
        raise UserNotOnTeam(field=field)
    return user_id


def _check_purchase(work: UnitOfWork, body: NewNumber) -> _Purchase:
    if body.store_subscription_id:
        return _check_store_purchase(work, body, body.store_subscription_id)
    person = callers.read_spender(work)
    phone_number = read_phone_number(body.phone_number, refuse=partial(InvalidPhoneNumber, field="phone_number"))
    plan, kind = find_plan(body.plan_id, phone_number)
    holder = person.holder(body.payer)
    user_id = resolve_user(work, person, body.user_id, holder)
    require_payment(work, person, holder, plan)
    if work.table.get(**claims.key(phone_number)):
        raise NumberTaken
    return _Purchase(phone_number, kind, plan, holder, user_id)


def _check_store_purchase(work: UnitOfWork, body: NewNumber, subscription_id: str) -> _Purchase:
    """Check an order that no wallet pays for."""
    from services.numbers.use_cases.numbers.choose_store_subscription import (
        find_its_plan,
        find_store_subscription,
        own_holder,
    )

    person = callers.read_caller(work)
    holder = own_holder(person, body.payer)
    phone_number = read_phone_number(body.phone_number, refuse=partial(InvalidPhoneNumber, field="phone_number"))
    found = find_store_subscription(work, person, subscription_id)
    plan, kind = find_its_plan(found, body.plan_id, phone_number)
    user_id = resolve_user(work, person, body.user_id, holder)
    if work.table.get(**claims.key(phone_number)):
        raise NumberTaken
    return _Purchase(phone_number, kind, plan, holder, user_id, found)


def _new_number(work: UnitOfWork, purchase: _Purchase) -> Number:
    number_id = ids.new_id("num")
    number = Number(
        number_id=number_id,
        phone_number=purchase.phone_number,
        kind=purchase.kind,
        holder=purchase.holder,
        plan_id=purchase.plan.plan_id,
        created_at=work.now,
        asked_by=work.context.actor,
        user_id=purchase.user_id,
        request_id=number_id,
        version=1,
    )
    return replace(number, team_id=purchase.holder) if is_team(purchase.holder) else number
