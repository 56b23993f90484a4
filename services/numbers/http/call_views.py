"""Response bodies of the settings of calls."""

from typing import Literal, Self

from contracts.call_prices import Rounding
from contracts.money import Money
from kernel.http.models import View
from services.numbers.domain.call_settings import (
    CallSettings,
    Forwarding,
    Mode,
    Ring,
    RingOrder,
    ShownCaller,
    Voicemail,
    version_of,
)
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


class VoicemailSettingsView(View):
    """Whether callers can leave a message, what they are asked first, and for how many days it is kept."""

    is_on: bool
    greeting: str
    kept_days: int
    version: str

    @classmethod
    def of(cls, voicemail: Voicemail) -> Self:
        """Return the view of voicemail."""
        return cls(
            is_on=voicemail.is_on,
            greeting=voicemail.greeting,
            kept_days=voicemail.kept_days,
            version=version_of(voicemail),
        )


class RingView(View):
    """Whose apps ring besides the user's, in which order, and for how many seconds each."""

    others: list[str]
    order: RingOrder
    seconds: int
    version: str

    @classmethod
    def of(cls, ring: Ring) -> Self:
        """Return the view of who rings."""
        return cls(others=list(ring.others), order=ring.order, seconds=ring.seconds, version=version_of(ring))


class BlockedView(View):
    """The phone numbers whose calls are rejected."""

    phone_numbers: list[str]
    version: str

    @classmethod
    def of(cls, blocked: tuple[str, ...]) -> Self:
        """Return the view of who is blocked."""
        return cls(phone_numbers=list(blocked), version=version_of(blocked))


class CallsView(View):
    """What is set up for calls of a number: voicemail, hours, how many other apps ring, how many are blocked.

    `forwarding_version` is what a change of forwarding, or switching it on, may be sent with.
    """

    voicemail: bool
    hours: bool
    rings_others: int
    blocked: int
    forwarding_version: str

    @classmethod
    def of(cls, settings: CallSettings) -> Self:
        """Return the view of settings in short."""
        return cls(
            voicemail=settings.voicemail.is_on,
            hours=settings.hours is not None and settings.hours.is_on,
            rings_others=len(settings.ring.others),
            blocked=len(settings.blocked),
            forwarding_version=version_of(settings.forwarding),
        )
