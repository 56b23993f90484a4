"""The bodies and queries of billing's routes."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from contracts.money import Money
from contracts.sentences import say
from kernel.http.forms import Form
from kernel.http.models import DryRun, RequestBody
from kernel.http.pages import PageQuery, PlacedQuery
from kernel.problems import Invalid
from services.billing.domain.credit_purchase import describe_bounds, is_purchasable
from services.billing.domain.limits import LEAST_STEP_UP
from services.billing.domain.person import Payer
from services.billing.domain.plans_ahead import end_of_look
from services.billing.domain.quarters import quarter_of
from services.billing.domain.top_up import TopUp
from services.billing.http.payer_queries import _ID, Id, PayerQuery

_FIRST_YEAR, _LAST_YEAR = 2000, 2199
_STATEMENT = timedelta(days=31)
CHARGES_AHEAD = timedelta(days=400)


def _in_utc(given: datetime) -> datetime:
    """Return an instant in UTC, of a year that we count with: the calendar's ends overflow by an offset or a month."""
    if not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise PydanticCustomError("invalid_date", f"Choose a year from {_FIRST_YEAR} to {_LAST_YEAR}.")
    return given.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def _amount(given: Any) -> Any:
    return {"amount": given} if isinstance(given, str) else given


PHONE_NUMBER = Form(r"^[+0-9 ().-]*$", "Enter a phone number or its beginning.")
Amount = Annotated[Money, BeforeValidator(_amount)]


class NewPurchase(RequestBody):
    """Credits to buy; without `payer` owners and admins buy for the team, others for themselves (B5)."""

    amount: Amount
    payer: Payer | None = None

    @field_validator("amount")
    @classmethod
    def _in_range(cls, amount: Money) -> Money:
        if not is_purchasable(amount.micros):
            raise PydanticCustomError("out_of_range", describe_bounds())
        return amount


class StepUpAmount(RequestBody):
    """Above which amount one purchase with the caller's wallet asks for a fresh proof of who buys (I12)."""

    step_up_above: Amount

    @field_validator("step_up_above")
    @classmethod
    def _not_below_plans(cls, amount: Money) -> Money:
        if amount.micros < LEAST_STEP_UP:
            raise PydanticCustomError("out_of_range", f"Enter {Money.of(LEAST_STEP_UP).amount} USD or more.")
        return amount


class NewSetup(RequestBody):
    """Where PayPal sends the browser after the payer has decided: into the portal, or into the app by its link."""

    return_url: str = Field(max_length=1000)
    cancel_url: str = Field(max_length=1000)
    payer: Payer | None = None


class ApprovedSetup(RequestBody):
    """The `state` that PayPal's return to `return_url` carries: only the browser that approved has it."""

    state: str = Field(min_length=1, max_length=200)


class DisconnectLink(RequestBody):
    """The `token` of the link in the mail to the payer."""

    token: str = Field(min_length=1, max_length=200)


class SpendLimit(RequestBody):
    """The most that a user may spend in a month; null for no limit (B12)."""

    amount: Amount | None


class AutoTopUp(RequestBody):
    """Below `threshold` buy `amount`, at most `monthly_cap` in a month, UTC (B7)."""

    threshold: Amount
    amount: Amount
    monthly_cap: Amount

    @field_validator("amount")
    @classmethod
    def _in_range(cls, amount: Money) -> Money:
        if not is_purchasable(amount.micros):
            raise PydanticCustomError("out_of_range", describe_bounds())
        return amount

    @field_validator("threshold")
    @classmethod
    def _can_be_reached(cls, threshold: Money) -> Money:
        if not threshold.micros:
            raise PydanticCustomError("out_of_range", "Enter an amount above zero: no balance falls below zero.")
        return threshold

    @field_validator("monthly_cap")
    @classmethod
    def _buys_once(cls, cap: Money, given: ValidationInfo) -> Money:
        amount = given.data.get("amount")
        if amount and cap.micros < amount.micros:
            raise PydanticCustomError("out_of_range", "Enter at least the amount of one top-up, or it never buys.")
        return cap

    @classmethod
    def of(cls, top_up: TopUp | None) -> "AutoTopUp | None":
        """Return the settings as they are shown, or None if it is off."""
        if top_up is None or top_up.off:
            return None
        return cls.model_construct(
            threshold=Money.of(top_up.threshold),
            amount=Money.of(top_up.amount),
            monthly_cap=Money.of(top_up.monthly_cap),
        )


class TopUpQuery(DryRun, PayerQuery):
    """For whom credits are bought, and whether it is only quoted."""


class AutoTopUpOrNone(RootModel):  # type: ignore[type-arg]
    """The settings, or null for none."""

    model_config = ConfigDict(defer_build=True)

    root: AutoTopUp | None


class Confirmed(RequestBody):
    """With `?confirm=true` the caller confirms the consequences."""

    confirm: bool = False
    payer: Payer | None = None


class StatementQuery(PageQuery):
    """A page of a wallet's entries; by default the payer's wallet and the last 31 days."""

    user_id: Annotated[str, Field(max_length=80), _ID] | None = None
    start: Instant | None = Field(default=None, alias="from")
    end: Instant | None = Field(default=None, alias="to")
    order: Literal["oldest_first", "newest_first"] = "oldest_first"

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the start and the end of the statement. Raises Invalid if it ends before it starts."""
        end = self.end or now + timedelta(minutes=1)
        start = self.start or quarter_of(end - _STATEMENT)  # with all that was used in it
        if start > end:
            is_after, is_future = say("This time is after the end of the list."), say("This time is in the future.")
            message = is_after if self.end else is_future
            raise Invalid(errors=[{"field": "from", "code": "after_the_end", "message": message}])
        return start, end


class PlanChoice(RequestBody):
    """The plan that a subscription renews as (B8)."""

    plan_id: Id


class UpcomingQuery(PlacedQuery):
    """Which upcoming charges to list; by default those of the next 31 days."""

    payer: Payer | None = None
    until: Instant | None = None

    def end(self, now: datetime) -> datetime:
        """Return the end of the list: at most 13 months ahead."""
        return min(self.until or now + _STATEMENT, now + CHARGES_AHEAD)


class UserChargesQuery(PlacedQuery):
    """Until when to list a person's upcoming charges; by default those of the next three months."""

    until: Instant | None = None

    def end(self, now: datetime) -> datetime:
        """Return the end of the list: at most 13 months ahead."""
        return min(self.until or end_of_look(now), now + CHARGES_AHEAD)


class RateQuery(PlacedQuery):
    """Which rates to list: all, or those of numbers that begin with `prefix`."""

    prefix: Annotated[str, PHONE_NUMBER] = Field(
        default="", max_length=40, description="A number or its beginning, with country code."
    )

    @property
    def digits(self) -> str:
        """Return the prefix as the deck writes it: digits only."""
        return re.sub(r"\D", "", self.prefix)
