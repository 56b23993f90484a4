"""PayPal: the only package that knows its JSON. `PayPal` asks, `happenings` reads its events."""

from services.billing.paypal.client import LISTED, REPEATABLE, PayPal
from services.billing.paypal.errors import DownError, NotApprovedError, RefusedError, UnclearError
from services.billing.paypal.results import (
    Attempt,
    Capture,
    Charge,
    Dispute,
    Happening,
    Kind,
    MoneyStatus,
    PaidFor,
    Refund,
    Setup,
    Wallet,
)

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
    "RefusedError",
    "Setup",
    "UnclearError",
    "Wallet",
]
