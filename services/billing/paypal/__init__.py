"""PayPal: the only package that knows its JSON. `PayPal` asks, `happenings` reads its events."""

from services.billing.paypal.answers import (
    Attempt,
    Capture,
    Charge,
    Dispute,
    Happening,
    Kind,
    MoneyStatus,
    PaidFor,
    Refund,
    RefundStatus,
    Setup,
    Wallet,
)
from services.billing.paypal.client import LISTED, REPEATABLE, PayPal
from services.billing.paypal.errors import DownError, NotApprovedError, RefusedError, UnclearError

__all__ = [
    "LISTED",
    "REPEATABLE",
    "Attempt",
    "Capture",
    "Charge",
    "Dispute",
    "DownError",
    "Happening",
    "Kind",
    "MoneyStatus",
    "NotApprovedError",
    "PaidFor",
    "PayPal",
    "Refund",
    "RefundStatus",
    "RefusedError",
    "Setup",
    "UnclearError",
    "Wallet",
]
