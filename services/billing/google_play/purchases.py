"""A purchase as Google Play's API answers it, read tolerantly: what is new is ignored, what is optional may be missing.

A `false` is left out of the answers, and so is a time or an order that there is not yet.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class State(StrEnum):
    """What a subscription is at Google Play; OTHER is a state that is newer than this list."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    IN_GRACE_PERIOD = "IN_GRACE_PERIOD"
    ON_HOLD = "ON_HOLD"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"
    PENDING_PURCHASE_CANCELED = "PENDING_PURCHASE_CANCELED"
    OTHER = "OTHER"


NOT_PAID = frozenset({State.PENDING, State.PENDING_PURCHASE_CANCELED, State.OTHER})


@dataclass(frozen=True, slots=True)
class Item:
    """What a subscription is for: a product, until when, and the order that was paid last."""

    product_id: str
    order_id: str
    expires_at: datetime | None
    renews: bool


@dataclass(frozen=True, slots=True)
class Purchase:
    """A subscription as it is now at Google Play, under the token of its newest purchase.

    `replaced` is the token that this purchase goes on from, `account_token` what our app gave Google of the account.
    """

    state: State
    items: tuple[Item, ...]
    started_at: datetime | None
    resumes_at: datetime | None
    replaced: str
    account_token: str
    names_account: bool
    is_acknowledged: bool
    is_test: bool

    @property
    def is_paid_for(self) -> bool:
        """Return whether it was ever paid: a pending purchase is not, and may never be."""
        return self.state not in NOT_PAID

    @property
    def is_unconfirmed(self) -> bool:
        """Return whether Google pays it back unless it is acknowledged."""
        return self.is_paid_for and not self.is_acknowledged and self.state is not State.EXPIRED

    @property
    def product_id(self) -> str:
        """Return the product, or an empty string."""
        return self.items[0].product_id if self.items else ""


class _Json(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="ignore")


class _Plan(_Json):
    renews: bool = Field(default=False, alias="autoRenewEnabled")


class _Line(_Json):
    product_id: str = Field(default="", alias="productId")
    expires_at: AwareDatetime | None = Field(default=None, alias="expiryTime")
    order_id: str = Field(default="", alias="latestSuccessfulOrderId")
    plan: _Plan = Field(default_factory=_Plan, alias="autoRenewingPlan")


class _Account(_Json):
    token: str = Field(default="", alias="obfuscatedExternalAccountId")


class _OutOfApp(_Json):
    account: _Account = Field(default_factory=_Account, alias="expiredExternalAccountIdentifiers")
    token: str = Field(default="", alias="expiredPurchaseToken")


class _Paused(_Json):
    resumes_at: AwareDatetime | None = Field(default=None, alias="autoResumeTime")


class _Subscription(_Json):
    state: str = Field(default="", alias="subscriptionState")
    started_at: AwareDatetime | None = Field(default=None, alias="startTime")
    lines: list[_Line] = Field(default_factory=list, alias="lineItems")
    linked: str = Field(default="", alias="linkedPurchaseToken")
    acknowledgement: str = Field(default="", alias="acknowledgementState")
    account: _Account = Field(default_factory=_Account, alias="externalAccountIdentifiers")
    out_of_app: _OutOfApp = Field(default_factory=_OutOfApp, alias="outOfAppPurchaseContext")
    paused: _Paused = Field(default_factory=_Paused, alias="pausedStateContext")
    test: dict[str, Any] | None = Field(default=None, alias="testPurchase")


def read_purchase(body: dict[str, Any]) -> Purchase:
    """Read the answer of subscriptionsv2.get. Raises ValueError for what is none."""
    it = _Subscription.model_validate(body)
    named = it.state.removeprefix("SUBSCRIPTION_STATE_")
    return Purchase(
        state=State(named) if named in set(State) else State.OTHER,
        items=tuple(Item(line.product_id, line.order_id, line.expires_at, line.plan.renews) for line in it.lines),
        started_at=it.started_at,
        resumes_at=it.paused.resumes_at,
        replaced=it.linked or it.out_of_app.token,
        account_token=it.account.token or it.out_of_app.account.token,
        names_account=bool(it.account.token),
        is_acknowledged=it.acknowledgement != "ACKNOWLEDGEMENT_STATE_PENDING",
        is_test=it.test is not None,
    )
