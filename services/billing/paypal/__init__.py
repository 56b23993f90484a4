"""PayPal: the only package that knows its JSON. `PayPal` sends requests, `read_event` reads its events."""

from services.billing.paypal.client import LISTED, REPEATABLE, PayPal
from services.billing.paypal.errors import WALLET_GONE, DownError, NotApprovedError, RefusedError, UnclearError
from services.billing.paypal.results import (
    Attempt,
    Capture,
    Charge,
    Dispute,
    EventKind,
    MoneyStatus,
    PaidFor,
    PayPalEvent,
    Refund,
    Setup,
    Wallet,
)

__all__ = [
    "LISTED",
    "REPEATABLE",
    "WALLET_GONE",
    "Attempt",
    "Capture",
    "Charge",
    "Dispute",
    "DownError",
    "EventKind",
    "MoneyStatus",
    "NotApprovedError",
    "PaidFor",
    "PayPal",
    "PayPalEvent",
    "Refund",
    "RefusedError",
    "Setup",
    "UnclearError",
    "Wallet",
]
