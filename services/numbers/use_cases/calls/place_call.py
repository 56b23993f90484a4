"""Place a call from the app: it is checked and stored, its price is held; the app rings, then the target (N12).

No command is sent from here: the answer of billing leads to the first one, as with a forwarded call.
"""

from dataclasses import dataclass

from contracts.money import Money
from kernel import ids
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_problems import (
    AppNotRegistered,
    CallFromAnother,
    CallFromNumberNotActive,
    CallToItself,
)
from services.numbers.domain.call_route import tariff_of
from services.numbers.domain.call_settings import USUAL_RING_SECONDS
from services.numbers.domain.call_terms import Step
from services.numbers.domain.calling_countries import CallingCountries
from services.numbers.domain.limits import CALLS
from services.numbers.domain.number import Number
from services.numbers.domain.phone_app import PhoneApp
from services.numbers.domain.sharing import colleagues_of, may_use
from services.numbers.http.placed_calls import CallQuote, NewCall, PlacedCallView
from services.numbers.stores import calling_countries, numbers, people, phone_apps
from services.numbers.use_cases.calls.advance_call import store_call
from services.numbers.use_cases.calls.call_destinations import Destination, read_destination, require_allowed
from services.numbers.use_cases.numbers.list_numbers import read_answerable_number


@dataclass(frozen=True, slots=True)
class _Checked:
    number: Number
    user_id: str
    to: Destination
    allowed: CallingCountries
    app: PhoneApp | None


def quote_call(work: UnitOfWork, *, body: NewCall) -> CallQuote:
    """Return the price of a minute; raises what placing the call would raise, but for the app."""
    return CallQuote(**_price(_check(work, body).to))


def place_call(work: UnitOfWork, *, body: NewCall, sip_domain: str) -> PlacedCallView:
    """Store the call and have billing hold its price; the caller's app is rung once it is held.

    Raises NotFound, CallFromAnother, CallFromNumberNotActive, AppNotRegistered, CountryNotAllowed, TooManyCalls, and
    what is wrong with the destination.
    """
    checked = _check(work, body)
    if checked.app is None or not checked.app.is_there(work.now):
        raise AppNotRegistered
    call = _new_call(work, checked, checked.app.address(sip_domain))
    store_call(work, advance(call, work.now), None)
    still = [people.still_there(checked.user_id), numbers.same(checked.number)]
    work.save(still, [calling_countries.unchanged(checked.allowed)], count_uses(work, CALLS))
    return PlacedCallView(call_id=call.call_id, number_id=call.number_id, **_price(checked.to))


def _check(work: UnitOfWork, body: NewCall) -> _Checked:
    to, app_key = read_destination(body.to, work.now), phone_apps.key(work.context.actor)
    at = (app_key["pk"], app_key["sk"])
    person, number, found = read_answerable_number(work, body.number_id, at)
    if not may_use(person, number):
        raise CallFromAnother
    if not number.is_active:
        raise CallFromNumberNotActive
    if to.phone_number == number.phone_number:
        raise CallToItself(field="to")
    allowed = calling_countries.find(work.table, number.holder)
    require_allowed(to, allowed)
    return _Checked(number, person.account_id, to, allowed, from_item(PhoneApp, found[at]) if at in found else None)


def _new_call(work: UnitOfWork, checked: _Checked, address: str) -> Call:
    number, to = checked.number, checked.to.phone_number
    return Call(
        call_id=ids.new_id("call"),
        direction="out",
        number_id=number.number_id,
        phone_number=number.phone_number,
        other_number=to,
        holder=number.holder,
        team_id=number.team_id,
        user_id=checked.user_id,
        colleagues=colleagues_of(number, checked.user_id),
        started_at=work.now,
        steps=(Step("forward", (to,), number.phone_number, USUAL_RING_SECONDS),),
        app_address=address,
        tariff=tariff_of(to, work.now, "call"),
    )


def _price(to: Destination) -> dict[str, object]:
    price = Money.of(to.price)
    return {"to": to.phone_number, "place": to.rate.place, "rate_per_minute": price, "rounding": to.rate.rounding}
