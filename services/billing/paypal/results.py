"""What PayPal reports, in our terms: wallets, charges, captures, refunds, disputes. Money is whole micro-dollars."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.billing.domain.payment_fact import RefundStatus


class PaidFor(StrEnum):
    """Why a wallet is charged; PayPal requires it."""

    PURCHASE = "purchase"  # the payer is present and clicks
    TOP_UP = "top_up"  # the balance is low (B7)
    RENEWAL = "renewal"  # the next period of a plan (B8)


class MoneyStatus(StrEnum):
    """Whether the money was captured. An unknown status reads as `pending`: no credit, no second charge."""

    COMPLETED = "completed"
    PENDING = "pending"
    DECLINED = "declined"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to charge a wallet: stored before PayPal is asked, and repeated without any change.

    `payment_id` is PayPal's custom_id and invoice_id, which PayPal takes only once: a new try after a clear refusal is
    a new payment with its own request id. `micros` are whole cents. `what` is shown to the payer.
    """

    request_id: str
    payment_id: str
    token: str
    micros: int
    what: str
    paid_for: PaidFor


@dataclass(frozen=True, slots=True)
class Setup:
    """An approval that waits for the payer; the browser goes to `approve_url`."""

    setup_id: str
    approve_url: str


@dataclass(frozen=True, slots=True)
class Wallet:
    """A wallet that may be charged by its `token`. `customer_id` is PayPal's id, to list tokens by."""

    token: str
    payer_email: str
    payer_id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class Capture:
    """Money captured, or not. `fee` is None while PayPal does not know it; `reason` is PayPal's code or empty.

    `payment_id` is the id of our payment, or empty for a capture that is not ours.
    """

    capture_id: str
    status: MoneyStatus
    reason: str
    micros: int
    fee: int | None
    payment_id: str
    order_id: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund of a capture; `micros` is this refund alone, never a sum. A reversal is one by force.

    `fee` is what PayPal gives us back of its own fee; `request_id` is ours if we asked for it and PayPal says so.
    """

    refund_id: str
    capture_id: str
    status: RefundStatus
    reason: str
    micros: int
    at: datetime | None
    by_force: bool = False
    fee: int = 0
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """The result of an attempt. Only `status` shows whether it was paid; an order may be complete and unpaid."""

    order_id: str
    capture_id: str | None
    status: MoneyStatus
    reason: str
    gross: int
    fee: int | None
    refunds: tuple[Refund, ...] = ()
    payer_email: str = ""
    debug_id: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A payer's complaint. `outcome` is PayPal's code once it is resolved; `micros` may be less than the capture: the
    amount in dispute or, once it is resolved, the amount refunded; None if PayPal names none in USD. `at` is when
    PayPal last changed it.
    """

    dispute_id: str
    status: str
    outcome: str
    micros: int | None
    capture_ids: tuple[str, ...]
    payment_ids: tuple[str, ...]
    at: datetime | None
    opened_at: datetime | None


class EventKind(StrEnum):
    """What an event of PayPal is about."""

    CAPTURE = "capture"
    REFUND = "refund"
    REVERSAL = "reversal"
    TOKEN_CREATED = "token_created"  # noqa: S105
    TOKEN_DELETED = "token_deleted"  # noqa: S105
    DISPUTE = "dispute"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PayPalEvent:
    """An event of PayPal, delivered or listed. Of capture, refund, token and dispute the one that `kind` names is set.

    It reports the past: before money moves, the capture is read again, since events come twice, late and out of order.
    """

    event_id: str
    event_type: str
    at: datetime | None
    kind: EventKind
    capture: Capture | None = None
    refund: Refund | None = None
    token: str | None = None
    dispute: Dispute | None = None
