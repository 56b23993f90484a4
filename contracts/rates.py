"""The rate deck: what a call and a text cost (B11); versioned, the longest prefix wins.

Numbers shows the price of a forwarding target by it, billing rates usage by it. Prices of what is under way or was
rated do not change: other prices are another deck, which begins at an instant.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from contracts.call_prices import Rounding, price_of

if TYPE_CHECKING:
    from contracts.rate_deck import Abroad


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one place: `call` a minute and `text` a part, in micro-dollars; None is not served."""

    place: str
    country: str  # ISO, or empty for what belongs to no country
    prefixes: tuple[str, ...]
    call: int | None = None
    rounding: Rounding = "minute"
    text: int | None = None

    @property
    def is_served(self) -> bool:
        """Return whether it can be called and texted: premium, personal and satellite ranges are not served (N6)."""
        return self.call is not None

    def cost_of_call(self, seconds: int) -> int:
        """Return the cost in micro-dollars of a call of so many seconds, by whole minutes up or by the second (B11)."""
        if self.call is None:
            raise ValueError(f"{self.place} is not served")
        return price_of(seconds, self.call, self.rounding)


@dataclass(frozen=True, slots=True)
class Deck:
    """The prices of one time: from `begins` until the next deck begins."""

    version: str
    begins: datetime
    rates: tuple[Rate, ...]
    _by_prefix: dict[str, Rate] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_prefix = {prefix: rate for rate in self.rates for prefix in rate.prefixes}
        object.__setattr__(self, "_by_prefix", by_prefix)

    def find(self, digits: str) -> Rate | None:
        """Return the rate of the longest prefix that these digits begin with, served or not; None if there is none."""
        upto = range(len(digits), 0, -1)
        return next((self._by_prefix[digits[:n]] for n in upto if digits[:n] in self._by_prefix), None)

    def under(self, digits: str) -> list[Rate]:
        """Return every rate that a number with this beginning may have, in the deck's order."""
        falls_under = self.find(digits)
        return [
            rate
            for rate in self.rates
            if rate is falls_under or any(prefix.startswith(digits) for prefix in rate.prefixes)
        ]


def rate_for(phone_number: str, at: datetime) -> Rate | None:
    """Return the rate of a number in E.164 at an instant, or None if it is not served (B11, N6)."""
    rate = deck_at(at).find(phone_number.removeprefix("+"))
    return rate if rate and rate.is_served else None


def country_of(phone_number: str, at: datetime) -> str:
    """Return the country of a number by the deck of an instant; empty for a hidden or unknown number, or a name."""
    rate = deck_at(at).find(phone_number.removeprefix("+")) if phone_number.startswith("+") else None
    return rate.country if rate else ""


def deck_at(at: datetime) -> Deck:
    """Return the deck that rates a call or text of this instant."""
    return next((deck for deck in reversed(decks()) if deck.begins <= at), decks()[0])


def _behind(code: str, prefixes: str) -> tuple[str, ...]:
    return tuple(code + prefix for prefix in prefixes.split())


def _home() -> Iterable[Rate]:
    from contracts import rate_deck

    yield Rate("United States", "US", ("1",), 10_000, "second", 7_500)
    yield Rate("Canada", "CA", _behind("1", rate_deck.CANADA), 10_000, "second", 7_500)
    yield Rate("United States and Canada, toll-free", "", _behind("1", rate_deck.TOLL_FREE), 10_000, "second", 7_500)
    yield Rate("United States and Canada, premium and personal", "", _behind("1", rate_deck.CLOSED))


def _of(abroad: "Abroad") -> Iterable[Rate]:
    codes, mobile = tuple(abroad.code.split()), _behind(abroad.code, abroad.mobile)
    if not mobile:
        yield Rate(abroad.name, abroad.country, codes, abroad.call, "minute", abroad.text)
    else:
        yield Rate(f"{abroad.name}, landline", abroad.country, codes, abroad.call)
        yield Rate(f"{abroad.name}, mobile", abroad.country, mobile, abroad.mobile_call, "minute", abroad.text)
    if abroad.closed:
        yield Rate(f"{abroad.name}, premium and personal", abroad.country, _behind(abroad.code, abroad.closed))


def _rates() -> Iterable[Rate]:
    from contracts import rate_deck

    yield from _home()
    for abroad in sorted((*rate_deck.ISLANDS, *rate_deck.ABROAD), key=lambda it: it.name):
        yield from _of(abroad)
    yield Rate(
        "Guernsey, Jersey and Isle of Man, mobile", "", tuple(rate_deck.CROWN.split()), 250_000, "minute", 60_000
    )
    yield Rate("Satellite networks", "", tuple(rate_deck.SATELLITE.split()))
    yield Rate("International premium and personal", "", tuple(rate_deck.PREMIUM.split()))


@cache
def decks() -> tuple[Deck, ...]:
    """Return every deck, oldest first; built on first use, since most requests look up no price."""
    return (Deck("2026-11", datetime(2026, 11, 1, tzinfo=UTC), tuple(_rates())),)
