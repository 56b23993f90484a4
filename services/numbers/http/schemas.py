"""What callers of numbers' routes send."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contracts.plans import Kind
from kernel.http.pages import PageQuery
from services.numbers.domain.number import NumberStatus
from services.numbers.domain.person import Payer

_PLACE = r"^[^\x00-\x1f\x7f]*$"
_ID = r"^[A-Za-z0-9_+-]+$"

Place = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60, pattern=_PLACE)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=_ID)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60, pattern=_PLACE)]


class Body(BaseModel):
    """What a caller sends: unknown members are refused."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class StockQuery(Body):
    """Which numbers are wanted from the carrier's stock (N1)."""

    country: str = Field(default="US", pattern="^[A-Z]{2}$")
    area_code: str | None = Field(default=None, pattern="^[2-9][0-9]{2}$")
    city: Place | None = None
    state: str | None = Field(default=None, pattern="^[A-Za-z]{2}$")
    contains: str | None = Field(default=None, pattern="^[0-9]{1,10}$", description="Digits that the number contains.")
    kind: Kind = "local"
    limit: int = Field(default=25, ge=1, le=100)


class NewNumber(Body):
    """The number that is chosen, and the plan (N2); without `payer` it is the team's for those who run one."""

    phone_number: str = Field(min_length=1, max_length=40)
    plan_id: Id
    user_id: Id | None = Field(default=None, description="Who uses it; `me` is the caller. Nobody unless said.")
    payer: Payer | None = None


class NumbersQuery(PageQuery):
    """Which numbers are wanted."""

    model_config = ConfigDict(defer_build=True)

    user_id: Id | None = None
    status: NumberStatus | None = None


class NumberChange(Body):
    """What is to be another way; what is left out stays, `user_id: null` takes it from its user (N4)."""

    user_id: Id | None = None
    label: Label | None = None
    is_default: bool | None = None


class Restoration(Body):
    """The plan on which a number comes back out of its reserve; without it the one that it had (N5)."""

    plan_id: Id | None = None


class DryRun(Body):
    """`?dry_run=true` asks for a quote (B15)."""

    dry_run: bool = False
