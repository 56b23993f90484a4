"""Check where a call may go, and find its price: for forwarding and for calls from the app alike (N6, N12)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from contracts.phone_numbers import read_phone_number
from contracts.rates import Rate, deck_at
from services.numbers.domain.call_problems import CountryNotAllowed, DestinationBlocked, DestinationNotServed
from services.numbers.domain.calling_countries import CallingCountries
from services.numbers.domain.destinations import is_emergency, is_pay_per_call, is_short
from services.numbers.domain.person import is_team
from services.numbers.domain.problems import InvalidPhoneNumber


@dataclass(frozen=True, slots=True)
class Destination:
    """A number in E.164 that can be called, and its rate."""

    phone_number: str
    rate: Rate

    @property
    def price(self) -> int:
        """The price of a minute in micro-dollars."""
        return self.rate.call or 0


def read_destination(typed: str, now: datetime) -> Destination:
    """Return a number as it is called, with its rate.

    Raises DestinationBlocked (emergency, short, premium, personal, satellite), DestinationNotServed and
    InvalidPhoneNumber.
    """
    if is_emergency(typed):
        raise DestinationBlocked(DestinationBlocked.EMERGENCY, field="to")
    if is_short(typed):
        raise DestinationBlocked(field="to")
    phone_number = read_phone_number(typed, refuse=partial(InvalidPhoneNumber, field="to"))
    rate = deck_at(now).find(phone_number.removeprefix("+"))
    if rate is None:
        raise DestinationNotServed(field="to")
    if not rate.is_served or is_pay_per_call(phone_number):
        raise DestinationBlocked(field="to")
    return Destination(phone_number, rate)


def require_allowed(to: Destination, allowed: CallingCountries) -> None:
    """Raise CountryNotAllowed unless the holder of the number lets it call this country."""
    if not allowed.allows(to.phone_number, to.rate):
        raise CountryNotAllowed(None if is_team(allowed.holder) else CountryNotAllowed.OWN, field="to")
