"""What PayPal may answer instead of what was asked for.

kernel.providers.transport.ProviderError
├── ProviderDownError
│   ├── DownError       it has certainly not been done: never sent, or turned away unread; ask again later
│   └── UnclearError    it was sent and may have been done: ask what became of it, never ask for it anew
└── ProviderRefusedError
    └── RefusedError    it has certainly not been done, and `issue` says why
        └── NotApprovedError   the payer has not said yes (yet)
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
    """PayPal has certainly not done it; later it may."""


class UnclearError(ProviderDownError):
    """PayPal may have done it or not; `order_id` is known where PayPal said that much."""

    def __init__(self, message: str, *, debug_id: str = "", order_id: str | None = None) -> None:
        super().__init__(message)
        self.debug_id = debug_id
        self.order_id = order_id


class RefusedError(ProviderRefusedError):
    """PayPal has certainly not done it; `issue` is its stable word for why, `debug_id` what its support asks for."""

    def __init__(self, issue: str, *, status: int = 422, debug_id: str = "") -> None:
        super().__init__(f"PayPal refused: {issue}", status, {})
        self.issue = issue
        self.debug_id = debug_id

    @property
    def wallet_gone(self) -> bool:
        """Whether the wallet can never be charged again, so that the owner must attach one."""
        return self.issue in WALLET_GONE

    @property
    def payer_must_act(self) -> bool:
        """Whether the payer has something to do at PayPal first."""
        return self.issue in PAYER_MUST_ACT

    @property
    def about_payment(self) -> bool:
        """Whether the payer's side said no; otherwise it is our account, our request or our set-up."""
        return self.issue in WALLET_GONE | PAYER_MUST_ACT | TRY_LATER | STOP


class NotApprovedError(RefusedError):
    """The payer has not approved at PayPal, or has waited too long; `issue` is the setup token's status."""
