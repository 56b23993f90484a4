"""Response bodies of the settings of calls."""

from typing import Literal, Self

from contracts.call_prices import Rounding
from contracts.money import Money
from kernel.http.models import View
from services.numbers.domain.call_settings import Forwarding, Mode, ShownCaller
from services.numbers.domain.calling_countries import CallingCountries
from services.numbers.domain.person import is_team


class ForwardingView(View):
    """Where calls are forwarded to, and the price of a minute by today's rates."""

    to: str
    mode: Mode
    ring_seconds: int
    shows: ShownCaller
    rate_per_minute: Money
    rounding: Rounding
    place: str

    @classmethod
    def of(cls, forwarding: Forwarding) -> Self:
        """Return the view of forwarding."""
        return cls(
            to=forwarding.to,
            mode=forwarding.mode,
            ring_seconds=forwarding.ring_seconds,
            shows=forwarding.shows,
            rate_per_minute=Money.of(forwarding.rate),
            rounding=forwarding.rounding,
            place=forwarding.place,
        )


class ForwardingQuote(ForwardingView):
    """What forwarding would cost a minute; nothing is switched on (B15)."""


class CountriesView(View):
    """The countries that numbers of the team, or of the user, may call, and all that there are, by ISO code."""

    holder: Literal["team", "user"]
    countries: list[str]
    available: list[str]

    @classmethod
    def of(cls, allowed: CallingCountries, available: tuple[str, ...]) -> Self:
        """Return the view of a list."""
        return cls(
            holder="team" if is_team(allowed.holder) else "user",
            countries=list(allowed.countries),
            available=list(available),
        )
