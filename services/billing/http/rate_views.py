"""The responses of billing's routes about the rate deck."""

from datetime import datetime
from typing import Self

from contracts.call_prices import Rounding
from contracts.money import Money
from contracts.rates import Rate
from kernel.http.models import View
from kernel.http.pages import Page


class RateView(View):
    """What a place costs: a call by the minute, charged as `rounding` says, and one part of a text.

    Where `served` is false no calls are connected; `text` is null where only calls are served.
    """

    place: str
    country: str | None
    prefixes: list[str]
    served: bool
    call_per_minute: Money | None
    rounding: Rounding | None
    text: Money | None

    @classmethod
    def of(cls, rate: Rate) -> Self:
        """Return the view of a rate."""
        return cls(
            place=rate.place,
            country=rate.country or None,
            prefixes=list(rate.prefixes),
            served=rate.is_served,
            call_per_minute=None if rate.call is None else Money.of(rate.call),
            rounding=rate.rounding if rate.is_served else None,
            text=None if rate.text is None else Money.of(rate.text),
        )


class RateDeck(Page[RateView]):
    """A page of the rate deck that is in force since `begins`."""

    version: str
    begins: datetime
