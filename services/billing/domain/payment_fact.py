"""What PayPal reports of a payment: the result of the charge, refunds and disputes. Facts only grow. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class ChargeStatus(StrEnum):
    """The status of the charge. A later member outweighs an earlier one, whichever arrives first."""

    NOT_YET = "not_yet"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    PENDING = "pending"
    COMPLETED = "completed"
    DENIED = "denied"


class RefundStatus(StrEnum):
    """The status of a refund; a later member outweighs an earlier one."""

    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"


class DisputeStatus(StrEnum):
    """The status of a dispute; once decided it does not change."""

    OPEN = "open"
    LOST = "lost"
    WON = "won"


@dataclass(frozen=True, slots=True)
class ChargeResult:
    """What PayPal reports of the charge. `money` is what was captured, which is what counts."""

    charge_status: ChargeStatus
    capture_id: str = ""
    order_id: str = ""
    money: int = 0
    reason: str = ""
    payer_email: str = ""


@dataclass(frozen=True, slots=True)
class RefundFact:
    """What PayPal reports of one refund or reversal."""

    refund_id: str
    money: int
    status: RefundStatus
    by_force: bool = False


@dataclass(frozen=True, slots=True)
class DisputeFact:
    """What PayPal reports of one dispute."""

    dispute_id: str
    money: int
    status: DisputeStatus


Fact = ChargeResult | RefundFact | DisputeFact
