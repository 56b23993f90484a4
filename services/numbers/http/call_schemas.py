"""Request bodies and queries of the settings of calls."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from kernel.http.fields import upper
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from services.numbers.domain.call_settings import (
    MAX_RING_SECONDS,
    MIN_RING_SECONDS,
    USUAL_RING_SECONDS,
    Mode,
    ShownCaller,
)
from services.numbers.domain.person import Payer

Country = Annotated[str, Form(r"^[A-Z]{2}$", "Enter a country's two letters, such as GB."), BeforeValidator(upper)]


class ForwardingBody(RequestBody):
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
