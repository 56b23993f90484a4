"""PayPal's JSON, read tolerantly: unknown members are ignored, optional ones may be missing, codes may be new."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, WrapValidator, model_validator

from kernel.log import count, log
from services.billing.domain.payment_fact import RefundStatus
from services.billing.paypal.errors import UnclearError
from services.billing.paypal.results import Capture, MoneyStatus, Refund, Wallet
from services.billing.paypal.transport import Reply

_VALUE = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
_MONEY = {
    "COMPLETED": MoneyStatus.COMPLETED,
    "DECLINED": MoneyStatus.DECLINED,
    "DENIED": MoneyStatus.DECLINED,
    "FAILED": MoneyStatus.DECLINED,
    "PARTIALLY_REFUNDED": MoneyStatus.PARTLY_REFUNDED,
    "REFUNDED": MoneyStatus.REFUNDED,
}
_REFUND = {"COMPLETED": RefundStatus.COMPLETED, "FAILED": RefundStatus.FAILED, "CANCELLED": RefundStatus.FAILED}


def to_value(micros: int) -> str:
    """Return whole cents as PayPal writes dollars. Raises ValueError for amounts that PayPal cannot take."""
    if micros <= 0 or micros % 10_000:
        raise ValueError(f"PayPal takes whole cents, above zero: {micros} micro-dollars")
    return f"{micros // 1_000_000}.{micros % 1_000_000 // 10_000:02d}"


def to_invoice_id(payment_id: str) -> str:
    """Return a payment's id as an invoice number: PayPal's disputes allow no underscore."""
    return payment_id.replace("_", "-", 1)


def payment_id_of(custom_id: str, invoice_id: str) -> str:
    """Return our payment of a capture or a dispute, from the ids that we gave PayPal with its order."""
    return custom_id or invoice_id.replace("-", "_", 1)


def _micros(amount: Any) -> int:
    if not isinstance(amount, dict) or amount.get("currency_code") != "USD":
        raise ValueError("not an amount in USD")
    value = str(amount.get("value"))
    if not _VALUE.fullmatch(value):
        raise ValueError("not an amount of whole cents")
    sign = -1 if value.startswith("-") else 1
    whole, _, cents = value.lstrip("-").partition(".")
    return sign * (int(whole) * 1_000_000 + int(cents.ljust(2, "0")) * 10_000)


def _in_utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _or_none(value: Any, read: Any) -> Any:
    try:
        return read(value)
    except ValueError:
        return None


Micros = Annotated[int, BeforeValidator(_micros)]
OptionalMicros = Annotated[Micros | None, WrapValidator(_or_none)]
# PayPal writes zones in many ways, and some in none: those are UTC.
OptionalTime = Annotated[datetime | None, WrapValidator(_or_none), AfterValidator(_in_utc)]
Id = Annotated[str, Field(min_length=1)]


class OpenModel(BaseModel):
    """A JSON object of PayPal's: a null is a missing member."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, body: Any) -> Any:
        return {name: value for name, value in body.items() if value is not None} if isinstance(body, dict) else body


class Link(OpenModel):
    """A link of a response."""

    href: str = ""
    rel: str = ""


class _Linked(OpenModel):
    links: tuple[Link, ...] = ()

    def link(self, *rels: str) -> str:
        """Return the address of the first link of these kinds, or an empty string."""
        return next((link.href for link in self.links if link.rel in rels), "")

    def id_above(self, kind: str) -> str:
        """Return the id of the object of this kind that the `up` link leads to, or an empty string."""
        above = self.link("up").split("?")[0].rstrip("/").split("/")
        return above[-1] if len(above) > 1 and above[-2] == kind else ""


class _Details(OpenModel):
    reason: str = ""


class _Breakdown(OpenModel):
    paypal_fee: OptionalMicros = None


class _Related(OpenModel):
    order_id: str = ""


class _Supplement(OpenModel):
    related_ids: _Related = _Related()


class CaptureRead(_Linked):
    """A capture, in an order, by itself, or in an event."""

    id: Id
    status: str
    amount: Micros
    status_details: _Details = _Details()
    seller_receivable_breakdown: _Breakdown = _Breakdown()
    supplementary_data: _Supplement = _Supplement()
    custom_id: str = ""
    invoice_id: str = ""
    create_time: OptionalTime = None

    @classmethod
    def from_event(cls, event: dict[str, Any]) -> Capture | None:
        """Return the capture of an event, or None if it cannot be read."""
        try:
            return cls.model_validate(event.get("resource")).to_result()
        except ValueError:
            log().error("paypal.event.unreadable", extra={"event_id": event.get("id")})
            count("PayPalEventUnreadable")
            return None

    def to_result(self) -> Capture:
        """Return the capture in our terms."""
        status = _MONEY.get(self.status, MoneyStatus.PENDING)
        plain = self.status in ("COMPLETED", "PENDING", "DECLINED", "PARTIALLY_REFUNDED", "REFUNDED")
        return Capture(
            capture_id=self.id,
            status=status,
            reason=self.status_details.reason or ("" if plain else self.status),
            micros=self.amount,
            fee=self.seller_receivable_breakdown.paypal_fee if status is not MoneyStatus.DECLINED else None,
            payment_id=payment_id_of(self.custom_id, self.invoice_id),
            order_id=self.supplementary_data.related_ids.order_id or self.id_above("orders"),
            at=self.create_time,
        )


class RefundRead(_Linked):
    """A refund, by itself, in an order, or in an event."""

    id: Id
    status: str = "COMPLETED"
    amount: Micros
    status_details: _Details = _Details()
    seller_payable_breakdown: _Breakdown = _Breakdown()
    create_time: OptionalTime = None
    custom_id: str = ""  # our request id, of a refund that we asked for

    def to_result(self, capture_id: str = "") -> Refund:
        """Return the refund in our terms; `capture_id` is used if the links do not contain it."""
        return Refund(
            refund_id=self.id,
            capture_id=self.id_above("captures") or capture_id,
            status=_REFUND.get(self.status, RefundStatus.PENDING),
            reason=self.status_details.reason,
            micros=self.amount,
            at=self.create_time,
            fee=self.seller_payable_breakdown.paypal_fee or 0,
            request_id=self.custom_id,
        )


class _PayPalWallet(OpenModel):
    email_address: str = ""
    payer_id: str = ""


class _Source(OpenModel):
    paypal: _PayPalWallet = _PayPalWallet()


class _Customer(OpenModel):
    id: str = ""


class TokenRead(_Linked):
    """A setup token or a payment token."""

    id: Id
    status: str = ""
    customer: _Customer = _Customer()
    payment_source: _Source = _Source()

    def wallet(self) -> Wallet:
        """Return the wallet in our terms."""
        paypal = self.payment_source.paypal
        return Wallet(self.id, paypal.email_address, paypal.payer_id, self.customer.id)

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """Return the token in a reply. Raises UnclearError for a reply without one: it may exist all the same."""
        try:
            return cls.model_validate(reply.body)
        except ValueError as nonsense:
            raise UnclearError("PayPal's token makes no sense", debug_id=reply.debug_id) from nonsense
