"""Which countries a team, or a person without one, lets its numbers call (N6). Pure.

Criminals who get into an account forward calls to expensive numbers of their own. So a country is called only once an
owner or admin has allowed it.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.rates import Rate, deck_at

HOME = ("CA", "US")


@dataclass(frozen=True, slots=True)
class CallingCountries:
    """The countries that the numbers of a holder may call, by ISO code in their order."""

    holder: str
    countries: tuple[str, ...] = HOME
    version: int = 0

    def allows(self, phone_number: str, rate: Rate) -> bool:
        """Return whether a number of this rate may be called."""
        return country_of(phone_number, rate) in self.countries


def country_of(phone_number: str, rate: Rate) -> str:
    """Return the country that must be allowed: what the deck counts to none is of the country with its code."""
    return rate.country or ("US" if phone_number.startswith("+1") else "GB")


def is_abroad(phone_number: str, rate: Rate) -> bool:
    """Return whether a call goes abroad, seen from the United States and Canada."""
    return country_of(phone_number, rate) not in HOME


def list_served(at: datetime) -> tuple[str, ...]:
    """Return every country that can be called, by ISO code in their order."""
    return tuple(sorted({rate.country for rate in deck_at(at).rates if rate.is_served and rate.country}))
