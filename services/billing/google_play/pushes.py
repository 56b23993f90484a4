"""What Google Play's pushes say: that something changed about a purchase, or that an order was paid back."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_SUBSCRIPTION, _WHOLE = 1, 1  # productType and refundType


@dataclass(frozen=True, slots=True)
class Changed:
    """Something changed about a purchase; what it is now, the API says."""

    token: str


@dataclass(frozen=True, slots=True)
class Voided:
    """An order of a subscription was paid back as a whole."""

    token: str
    order_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Push:
    """A message of Google's; `about` is None for what changes nothing: a test, a sale of another kind, what is new."""

    message_id: str
    package: str
    about: Changed | Voided | None


class _Json(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="ignore")


class _Message(_Json):
    data: str = Field(default="", max_length=100_000)
    message_id: str = Field(default="", alias="messageId", max_length=100)
    also_message_id: str = Field(default="", alias="message_id", max_length=100)


class _Body(_Json):
    message: _Message


class _Changed(_Json):
    token: str = Field(alias="purchaseToken", min_length=1, max_length=1000)


class _Voided(_Changed):
    order_id: str = Field(alias="orderId", min_length=1, max_length=200)
    product_type: int = Field(default=0, alias="productType")
    refund_type: int = Field(default=_WHOLE, alias="refundType")


class _Notification(_Json):
    package: str = Field(default="", alias="packageName")
    at: int = Field(default=0, alias="eventTimeMillis", ge=0, le=10**14)
    changed: _Changed | None = Field(default=None, alias="subscriptionNotification")
    voided: _Voided | None = Field(default=None, alias="voidedPurchaseNotification")


def message_id_of(raw: bytes) -> str:
    """Return the id of a pushed message, or an empty string for what is none."""
    try:
        message = _Body.model_validate_json(raw).message
    except ValueError:
        return ""
    return message.message_id or message.also_message_id


def read_push(raw: str) -> Push:
    """Read a push that was stored. Raises ValueError for what is none."""
    message = _Body.model_validate_json(raw).message
    it = _Notification.model_validate_json(_decoded(message.data))
    return Push(message.message_id or message.also_message_id, it.package, _about(it))


def _about(it: _Notification) -> Changed | Voided | None:
    if it.changed:
        return Changed(it.changed.token)
    if it.voided and (it.voided.product_type, it.voided.refund_type) == (_SUBSCRIPTION, _WHOLE):
        return Voided(it.voided.token, it.voided.order_id, datetime.fromtimestamp(it.at / 1000, UTC))
    return None


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as nonsense:
        raise ValueError("not base64") from nonsense


def read_voided(it: dict[str, Any]) -> Voided:
    """Read a purchase of the list of voided ones. Raises KeyError and ValueError."""
    return Voided(it["purchaseToken"], it["orderId"], datetime.fromtimestamp(int(it["voidedTimeMillis"]) / 1000, UTC))
