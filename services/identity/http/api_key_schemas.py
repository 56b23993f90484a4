"""The request bodies of the routes of API keys (decision 093)."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from contracts.key_scopes import SCOPES, Scope
from kernel.http.fields import TeamName
from kernel.http.models import RequestBody
from services.identity.domain.api_key import LONGEST_DAYS, LONGEST_OVERLAP_HOURS, MOST_PACE, MOST_RANGES, PACE


def _read_range(text: str) -> str:
    import ipaddress

    try:
        return str(ipaddress.ip_network(text.strip(), strict=False))
    except ValueError as error:
        raise PydanticCustomError(
            "invalid_range", "Enter a network such as 203.0.113.0/24 or 2001:db8::/32."
        ) from error


Range = Annotated[str, Field(max_length=60), AfterValidator(_read_range)]
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


class NewApiKey(RequestBody):
    """The API key to make: what it opens, until when, from where, and how fast."""

    name: TeamName
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(SCOPES))]
    expires_in_days: Days
    ranges: Annotated[list[Range], Field(max_length=MOST_RANGES)] = Field(
        default=[], description="Networks that it can be used from; without any, from everywhere."
    )
    pace: Annotated[int, Field(ge=1, le=MOST_PACE)] = Field(default=PACE, description="Requests a minute.")


class KeyRotation(RequestBody):
    """When the new secret of an API key ends, and for how long the one of before works besides."""

    expires_in_days: Days
    overlap_hours: Annotated[int, Field(ge=0, le=LONGEST_OVERLAP_HOURS)] = 24
