"""Request bodies and queries of the routes of numbers."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from contracts.plans import Kind
from kernel.http.fields import Label
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.numbers.domain.number import NumberStatus
from services.numbers.domain.person import Payer

_LINE = Form(r"^[^\x00-\x1f\x7f]*$", "This is one line of text.")
_ID = Form(r"^[A-Za-z0-9_+-]+$", "This is not an id.")
_COUNTRY = Form("^[A-Z]{2}$", "Enter a country's two letters, such as US.")
_AREA_CODE = Form("^[2-9][0-9]{2}$", "An area code has three digits, the first 2 to 9.")
_STATE = Form("^[A-Za-z]{2}$", "Enter a state's two letters, such as CA.")
_DIGITS = Form("^[0-9]{1,10}$", "Enter one to ten digits.")

Place = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), _LINE]
Id = Annotated[str, StringConstraints(min_length=1, max_length=80), _ID]


class StockQuery(RequestBody):
    """Filters of the carrier's stock (N1)."""

    country: Annotated[str, _COUNTRY] = "US"
    area_code: Annotated[str, _AREA_CODE] | None = None
    city: Place | None = None
    state: Annotated[str, _STATE] | None = None
    contains: Annotated[str, _DIGITS] | None = Field(default=None, description="Digits that the number contains.")
    kind: Kind = "local"
    texts: bool = Field(default=True, description="Whether it must be able to text.")
    emergency: bool = Field(default=False, description="Whether it must be able to call emergency services.")
    limit: int = Field(default=25, ge=1, le=100)


BillingDay = Literal["shared", "own"]


class NewNumber(RequestBody):
    """The number to buy, and its plan (N2). Without `payer` an owner or admin buys it for the team.

    With `store_subscription_id` a subscription in an app store pays for it in place of a charge (B9): for a number of
    one's own, on the plan of its product.
    """

    phone_number: str = Field(min_length=1, max_length=40)
    plan_id: Id | None = Field(default=None, description="Required, unless a store subscription pays for it.")
    store_subscription_id: Id | None = None
    user_id: Id | None = Field(default=None, description="Who uses it; `me` is the caller. No one if omitted.")
    payer: Payer | None = None
    billing_day: BillingDay = Field(
        default="shared",
        description="On which day the plan is renewed: `shared` with the payer's other numbers, and the first period "
        "is prorated to that day, or its `own`.",
    )


class NumbersQuery(PageQuery):
    """Filters of the list of numbers."""

    model_config = ConfigDict(defer_build=True)

    user_id: Id | None = None
    status: NumberStatus | None = None
    shared: bool = Field(
        default=False,
        description="Only numbers of colleagues that ring for this person too, by default the caller.",
    )


class NumberChange(RequestBody):
    """The fields to change; those left out stay as they are, `user_id: null` unassigns the number (N4)."""

    user_id: Id | None = None
    label: Label | None = None
    is_default: bool | None = None


class Restoration(RequestBody):
    """The plan for a number restored out of its reserve; by default the one that it had (N5).

    With `store_subscription_id` a subscription in an app store pays for it in place of a charge (B9).
    """

    plan_id: Id | None = None
    store_subscription_id: Id | None = None
