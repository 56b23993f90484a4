"""Protect numbers against port-outs by a PIN, which the carrier alone keeps: show it, renew it, set what is missing."""

import secrets
from typing import Any

from contracts.port_outs import PortOutPinChanged, PortOutPinDue, PortOutPinsDue, TeamPinsDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Forbidden
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.pins import Pins, Protected
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.problems import CarrierUnavailable, NumberNotRunning, OwnNumber
from services.numbers.http.port_out_views import PinView
from services.numbers.stores import numbers
from services.numbers.use_cases.numbers.list_numbers import find_visible_number

_PAGE, _PAGE_OF_TEAM = 50, 25
_LEAST, _PINS = 100_000, 900_000  # six digits; a leading zero is lost in some carriers' forms


def show_pin(work: UnitOfWork, *, pins: Pins, number_id: str) -> PinView:
    """Return the PIN of a number to its owner; None if none is set, or the carrier does not show it.

    Raises NotFound, OwnNumber, Forbidden, NumberNotRunning and CarrierUnavailable.
    """
    number = _find_owned(work, number_id)
    at_carrier = _find_at_carrier(pins, number)
    return PinView(number_id=number_id, pin=at_carrier.shown_pin if at_carrier else None)


def renew_pin(work: UnitOfWork, *, pins: Pins, number_id: str) -> PinView:
    """Set a new PIN and return it; the one before is void at once. Raises what `show_pin` does."""
    number = _find_owned(work, number_id)
    pin = _draw_pin()
    at_carrier = _find_at_carrier(pins, number)
    if at_carrier is None:
        raise NumberNotRunning
    about = {"number_id": number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.save([numbers.same(number)])
    work.publish(PortOutPinChanged(**about))
    try:
        pins.set(at_carrier, pin)
    except ProviderDownError as down:
        raise CarrierUnavailable from down
    return PinView(number_id=number_id, pin=pin)


def set_first_pin(pins: Pins, phone_number: str) -> None:
    """Set a PIN for a number that has become ours, unless it has one. Raises ProviderDownError."""
    number = pins.find(phone_number)
    if number and not number.pin:
        pins.set(number, _draw_pin())


def replace_pin(pins: Pins, phone_number: str) -> None:
    """Set a PIN that the number's holder before does not know. Raises ProviderDownError: again later."""
    number = pins.find(phone_number)
    if number:
        pins.set(number, _draw_pin())


def replace_team_pins(work: UnitOfWork, *, event: TeamPinsDue) -> None:
    """Have the PINs of a page of the team's numbers replaced, each by an event of its own."""

    def is_held(number: Number) -> bool:
        return number.holder == event.team_id and not number.is_gone

    how: dict[str, Any] = {"limit": _PAGE_OF_TEAM, "cursor": event.cursor or None}
    page = numbers.query_list(work.table, event.team_id, None, is_held, **how)
    for item in page.items:
        work.publish(PortOutPinDue(number_id=item["number_id"], phone_number=item["phone_number"]))
    if page.next_cursor:
        work.publish(TeamPinsDue(team_id=event.team_id, cursor=page.next_cursor))


def set_missing_pins(work: UnitOfWork, *, pins: Pins, event: PortOutPinsDue) -> None:
    """Set the PINs that numbers on a page of the carrier's list lack. Raises ProviderDownError: again later."""
    page = pins.list_active(event.page, _PAGE)
    for number in page:
        if not number.pin:
            pins.set(number, _draw_pin())
    if len(page) == _PAGE:
        work.publish(PortOutPinsDue(page=event.page + 1))


def _draw_pin() -> str:
    return str(_LEAST + secrets.randbelow(_PINS))


def _find_owned(work: UnitOfWork, number_id: str) -> Number:
    """Return a number that the caller may take away: their own, or of the team that they own."""
    person, number = find_visible_number(work, number_id)
    if not is_team(number.holder) and number.holder != person.account_id:
        raise OwnNumber
    if is_team(number.holder) and not _owns_team(person, number):
        raise Forbidden("Only the team's owner can see this PIN.")
    if number.is_gone or number.awaits_carrier:
        raise NumberNotRunning
    return number


def _owns_team(person: Person, number: Number) -> bool:
    return person.runs == number.holder and person.role == "owner"


def _find_at_carrier(pins: Pins, number: Number) -> Protected | None:
    try:
        return pins.find(number.phone_number)
    except ProviderDownError as down:
        raise CarrierUnavailable from down
