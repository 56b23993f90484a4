"""What callers of billing's routes send."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, RootModel, field_validator

from contracts.money import MICROS_PER_DOLLAR, Money
from kernel.http.pages import PageQuery, PlacedQuery
from services.billing.domain.person import Payer
from services.billing.domain.top_up import TopUp

CENT = MICROS_PER_DOLLAR // 100
LEAST, MOST = MICROS_PER_DOLLAR, 1_000 * MICROS_PER_DOLLAR
_STATEMENT = timedelta(days=31)
_LOOKS_AHEAD = timedelta(days=400)


def _amount(given: Any) -> Any:
    return {"amount": given} if isinstance(given, str) else given


Amount = Annotated[Money, BeforeValidator(_amount)]


class Body(BaseModel):
    """What a caller sends: unknown members are refused."""

    model_config = ConfigDict(extra="forbid")


class NewPurchase(Body):
    """Credits to buy; without `payer` it is the team for those who run one, else oneself (B5)."""

    amount: Amount
    payer: Payer | None = None

    @field_validator("amount")
    @classmethod
    def _in_range(cls, amount: Money) -> Money:
        if not LEAST <= amount.micros <= MOST or amount.micros % CENT:
            raise ValueError("Buy 1.00 to 1,000.00 USD at a time, in whole cents.")
        return amount


class NewAllocation(Body):
    """Credits for somebody on the team."""

    amount: Amount

    @field_validator("amount")
    @classmethod
    def _something(cls, amount: Money) -> Money:
        if not amount.micros:
            raise ValueError("Give more than nothing.")
        return amount


class NewSetup(Body):
    """Where PayPal sends the browser after the payer has decided."""

    return_url: str = Field(max_length=1000)
    cancel_url: str = Field(max_length=1000)
    payer: Payer | None = None

    @field_validator("return_url", "cancel_url")
    @classmethod
    def _safe(cls, url: str) -> str:
        if not url.startswith(("https://", "http://localhost", "http://127.0.0.1")):
            raise ValueError("Give an https address.")
        return url


class SpendLimit(Body):
    """The most that a user may spend in a month; null for no limit (B12)."""

    amount: Amount | None


class AutoTopUp(Body):
    """Below `threshold` buy `amount`, at most `monthly_cap` in a month, UTC (B7)."""

    threshold: Amount
    amount: Amount
    monthly_cap: Amount

    @field_validator("amount")
    @classmethod
    def _in_range(cls, amount: Money) -> Money:
        return NewPurchase(amount=amount).amount

    @classmethod
    def of(cls, top_up: TopUp | None) -> Self | None:
        """The settings as they are shown."""
        if top_up is None or top_up.off:
            return None
        return cls(
            threshold=Money.of(top_up.threshold),
            amount=Money.of(top_up.amount),
            monthly_cap=Money.of(top_up.monthly_cap),
        )


class AutoTopUpOrNone(RootModel[AutoTopUp | None]):
    """Settings, or null for none."""


class DryRun(Body):
    """`?dry_run=true` asks for a quote (B15)."""

    dry_run: bool = False


class Confirmed(Body):
    """`?confirm=true` says that what follows is understood."""

    confirm: bool = False
    payer: Payer | None = None


class PayerQuery(Body):
    """Whose billing; without it the team's for those who run one, else one's own."""

    payer: Payer | None = None


class PayerPage(PageQuery):
    """A page of one's own, or of the team's."""

    payer: Payer | None = None


class StatementQuery(PageQuery):
    """A page of a wallet's entries; without a user it is the payer's, without times the last 31 days."""

    user_id: str | None = Field(default=None, max_length=80, pattern=r"^[A-Za-z0-9_]+$")
    start: AwareDatetime | None = Field(default=None, alias="from")
    end: AwareDatetime | None = Field(default=None, alias="to")

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """From when, and up to when."""
        end = self.end or now + timedelta(minutes=1)
        return self.start or end - _STATEMENT, end


class PlanChoice(Body):
    """The plan that a number is renewed on (B8)."""

    plan_id: str = Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_]+$")


class UpcomingQuery(PlacedQuery):
    """Which charges to come are wanted; without `until` those of the next 31 days."""

    payer: Payer | None = None
    until: AwareDatetime | None = None

    def end(self, now: datetime) -> datetime:
        """Up to when: 13 months at most."""
        return min(self.until or now + _STATEMENT, now + _LOOKS_AHEAD)


class RateQuery(PlacedQuery):
    """Which rates are wanted: all, or those of the numbers that begin so."""

    prefix: str = Field(
        default="",
        max_length=40,
        pattern=r"^[+0-9 ().-]*$",
        description="A number or its beginning, with country code.",
    )

    @property
    def digits(self) -> str:
        """The beginning as the deck writes it."""
        return re.sub(r"\D", "", self.prefix)
