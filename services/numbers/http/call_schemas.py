"""Request bodies and queries of the settings of calls."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from kernel.http.fields import upper
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from services.numbers.domain.call_settings import (
    MAX_RING_SECONDS,
    MIN_RING_SECONDS,
    USUAL_RING_SECONDS,
    Mode,
    RingOrder,
    ShownCaller,
)
from services.numbers.domain.person import Payer
from services.numbers.http.schemas import Id

_WORDS = Form(r"^[^\x00-\x09\x0b-\x1f\x7f]*$", "Use words, without control characters.")
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=480), _WORDS]
Country = Annotated[str, Form(r"^[A-Z]{2}$", "Enter a country's two letters, such as GB."), BeforeValidator(upper)]


class VersionedBody(RequestBody):
    """A part of the settings, with what it replaces."""

    version: str | None = Field(
        default=None,
        max_length=64,
        description="The version of what was read; with it, nothing is saved over what someone has changed meanwhile.",
    )


class ForwardingBody(VersionedBody):
    """Where calls are forwarded to: always, or when no app has answered for `ring_seconds` (N6)."""

    to: str = Field(min_length=1, max_length=40)
    mode: Mode
    ring_seconds: int = Field(default=USUAL_RING_SECONDS, ge=MIN_RING_SECONDS, le=MAX_RING_SECONDS)
    shows: ShownCaller = Field(
        default="number",
        description="Whom the target sees: your `number`, or the `caller`, which is possible in the United States and "
        "Canada.",
    )


class CountriesQuery(RequestBody):
    """Whose list of countries it is; by default the team's for its owner and admins, else the caller's own."""

    payer: Payer | None = None


class CountriesBody(RequestBody):
    """All countries that the numbers may call; those left out are not called anymore."""

    countries: list[Country] = Field(max_length=300)


class VoicemailBody(VersionedBody):
    """Whether callers can leave a message, what they are asked first, and for how many days it is kept (N9)."""

    is_on: bool = True
    greeting: Words = Field(default="", description="Spoken before the beep; the usual greeting if empty.")
    kept_days: int = Field(default=30, ge=1, le=365)


class RingBody(VersionedBody):
    """Whose apps ring besides the user's: people of the team, at once or in turn, for so many seconds each (N10)."""

    others: list[Id] = Field(default_factory=list, max_length=10)
    order: RingOrder = "at_once"
    seconds: int = Field(default=USUAL_RING_SECONDS, ge=MIN_RING_SECONDS, le=MAX_RING_SECONDS)


class BlockedBody(VersionedBody):
    """The phone numbers whose calls are rejected (N9)."""

    phone_numbers: list[Annotated[str, StringConstraints(min_length=1, max_length=40)]] = Field(max_length=200)
