"""The errors that a request to PayPal may raise.

kernel.providers.transport.ProviderError
├── ProviderDownError
│   ├── DownError       certainly not done: never sent, or turned away unread; retry later
│   └── UnclearError    sent and perhaps done: find out what became of it, never repeat it under a new id
└── ProviderRefusedError
    └── RefusedError    certainly not done, and `issue` says why
        └── NotApprovedError   the payer has not approved (yet)
"""

from kernel.providers.errors import ProviderDownError, ProviderRefusedError

WALLET_GONE = frozenset(
    {
        "AGREEMENT_ALREADY_CANCELLED",
        "BILLING_AGREEMENT_NOT_FOUND",
        "TOKEN_ID_NOT_FOUND",
        "TOKEN_EXPIRED",
        "MISMATCHED_VAULT_ID_TO_PAYMENT_SOURCE",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
        "PAYER_ACCOUNT_RESTRICTED",
        "PAYER_CANNOT_PAY",
    }
)
PAYER_MUST_ACT = frozenset({"PAYER_ACTION_REQUIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING"})
TRY_LATER = frozenset({"INSTRUMENT_DECLINED", "TRANSACTION_REFUSED", "TRANSACTION_LIMIT_EXCEEDED"})
STOP = frozenset({"MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED"})


class DownError(ProviderDownError):
    """PayPal has certainly not done it; a later retry may succeed."""


class UnclearError(ProviderDownError):
    """PayPal may have done it or not; `order_id` is set if PayPal reported it."""

    def __init__(self, message: str, *, debug_id: str = "", order_id: str | None = None) -> None:
        super().__init__(message)
        self.debug_id = debug_id
        self.order_id = order_id


class RefusedError(ProviderRefusedError):
    """PayPal has certainly not done it; `issue` is its stable code for why, `debug_id` is for its support."""

    def __init__(self, issue: str, *, status: int = 422, debug_id: str = "") -> None:
        super().__init__(f"PayPal refused: {issue}", status, {})
        self.issue = issue
        self.debug_id = debug_id

    @property
    def wallet_gone(self) -> bool:
        """Return whether the wallet can never be charged again, so that the owner must attach one."""
        return self.issue in WALLET_GONE

    @property
    def payer_must_act(self) -> bool:
        """Return whether the payer must first do something at PayPal."""
        return self.issue in PAYER_MUST_ACT

    @property
    def about_payment(self) -> bool:
        """Return whether the payer's side refused; otherwise it is our account, request or settings."""
        return self.issue in WALLET_GONE | PAYER_MUST_ACT | TRY_LATER | STOP


class NotApprovedError(RefusedError):
    """The payer has not approved at PayPal, or the approval expired; `issue` is the setup token's status."""
