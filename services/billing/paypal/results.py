"""What PayPal tells, in our words: wallets, charges, captures, refunds, disputes. Money is whole micro-dollars."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.billing.domain.payment import RefundStatus


class PaidFor(StrEnum):
    """On whose word a wallet is charged; PayPal wants to know."""

    PURCHASE = "purchase"  # somebody is there and clicks
    TOP_UP = "top_up"  # the balance is low (B7)
    RENEWAL = "renewal"  # the next period of a plan (B8)


class MoneyStatus(StrEnum):
    """Whether the money is there. A status invented later reads as `pending`: no credit, no second charge."""

    COMPLETED = "completed"
    PENDING = "pending"
    DECLINED = "declined"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to charge a wallet: stored before PayPal is asked, and repeated, if ever, in all its parts.

    `payment_id` stands at PayPal as custom_id and as invoice_id, which PayPal takes only once: a new try after a clear
    refusal is a new payment with a request id of its own. `micros` are whole cents. `what` is shown to the payer.
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
    """A wallet that may be charged: `token` does it. `customer_id` is PayPal's id, to list tokens by."""

    token: str
    payer_email: str
    payer_id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class Capture:
    """Money taken, or not. `fee` is None while PayPal does not know it; `reason` is PayPal's word or empty.

    `payment_id` is what we called it, or empty for a capture that is not ours.
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
    """Money given back of a capture; `micros` is this refund alone, never a sum."""

    refund_id: str
    capture_id: str
    status: RefundStatus
    reason: str
    micros: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Charge:
    """What came of an attempt. Only `status` tells whether money came; an order may be complete and unpaid."""

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
    """A payer's complaint. `outcome` is PayPal's word once it is resolved; `micros` may be less than the capture:
    what is complained of or, once it is resolved, what was refunded."""

    dispute_id: str
    status: str
    outcome: str
    micros: int
    capture_ids: tuple[str, ...]
    payment_ids: tuple[str, ...]


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

    It says how things were: before money moves, the capture is read again, since events come twice, late and crossed.
    """

    event_id: str
    event_type: str
    at: datetime | None
    kind: EventKind
    capture: Capture | None = None
    refund: Refund | None = None
    token: str | None = None
    dispute: Dispute | None = None
