"""Request bodies and queries of the routes of numbers."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from contracts.plans import Kind
from kernel.http.fields import Label
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.numbers.domain.number import NumberStatus
from services.numbers.domain.person import Payer

_PLACE = r"^[^\x00-\x1f\x7f]*$"
_ID = r"^[A-Za-z0-9_+-]+$"

Place = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60, pattern=_PLACE)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=_ID)]


class StockQuery(RequestBody):
    """Filters of the carrier's stock (N1)."""

    country: str = Field(default="US", pattern="^[A-Z]{2}$")
    area_code: str | None = Field(default=None, pattern="^[2-9][0-9]{2}$")
    city: Place | None = None
    state: str | None = Field(default=None, pattern="^[A-Za-z]{2}$")
    contains: str | None = Field(default=None, pattern="^[0-9]{1,10}$", description="Digits that the number contains.")
    kind: Kind = "local"
    limit: int = Field(default=25, ge=1, le=100)


class NewNumber(RequestBody):
    """The number to buy, and its plan (N2). Without `payer` an owner or admin buys it for the team."""

    phone_number: str = Field(min_length=1, max_length=40)
    plan_id: Id
    user_id: Id | None = Field(default=None, description="Who uses it; `me` is the caller. No one if omitted.")
    payer: Payer | None = None


class NumbersQuery(PageQuery):
    """Filters of the list of numbers."""

    model_config = ConfigDict(defer_build=True)

    user_id: Id | None = None
    status: NumberStatus | None = None


class NumberChange(RequestBody):
    """The fields to change; those left out stay as they are, `user_id: null` unassigns the number (N4)."""

    user_id: Id | None = None
    label: Label | None = None
    is_default: bool | None = None


class Restoration(RequestBody):
    """The plan for a number restored out of its reserve; by default the one that it had (N5)."""

    plan_id: Id | None = None
