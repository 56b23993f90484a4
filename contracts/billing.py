"""What billing publishes: promised credits, payments, wallets that run low, and what its own consumer must do."""

from typing import ClassVar, Literal

from contracts.event import Event


class BillingEvent(Event):
    """An event whose publisher is billing. Amounts are micro-dollars."""

    source: ClassVar[str] = "billing"


class CreditsHeld(BillingEvent):
    """The credits of an invitation are set aside from the team's balance; `amount` is micro-dollars (T5)."""

    team_id: str
    invitation_id: str
    amount: int


class CreditsUnfunded(BillingEvent):
    """The team's balance is too short for the credits of an invitation; topping up funds it (T5)."""

    team_id: str
    invitation_id: str
    amount: int


class CreditsReleased(BillingEvent):
    """What was set aside for an invitation is back in the team's balance (T5)."""

    team_id: str
    invitation_id: str
    amount: int


class WalletLow(BillingEvent):
    """A team or a person has few credits left; told once until refilled (B7). `wallet` is its team or account id."""

    wallet: str
    amount: int


class WalletEmpty(BillingEvent):
    """A team or a person has no credits left: what needs credits stops (B7, B11)."""

    wallet: str


class WalletRefilled(BillingEvent):
    """A wallet that was low or empty has credits again."""

    wallet: str
    amount: int


class PaymentCompleted(BillingEvent):
    """Money has arrived for a wallet (B5)."""

    payment_id: str
    wallet: str
    amount: int


class PaymentFailed(BillingEvent):
    """A payment came to nothing; `reason` is PayPal's word for why, or empty."""

    payment_id: str
    wallet: str
    reason: str


class PaymentTakenBack(BillingEvent):
    """PayPal has taken money back, or holds it back: refunded, reversed, disputed or denied (B5)."""

    payment_id: str
    wallet: str
    amount: int
    reason: str


class TeamCreditsArrived(BillingEvent):
    """A team's balance has grown: promises that wanted funds may be kept now, oldest first (T5)."""

    team_id: str


class BalanceFell(BillingEvent):
    """A wallet has fallen to where its holder must be told, or an automatic top-up is due (B7)."""

    wallet: str


class TopUpDue(BillingEvent):
    """A team's balance is below its threshold: billing's consumer buys credits, if it may (B7)."""

    team_id: str


class PayPalEventReceived(BillingEvent):
    """A genuine delivery of PayPal is stored; billing's consumer handles it (B14)."""

    event_id: str


class WalletDetached(BillingEvent):
    """A PayPal wallet may not be charged any more; billing's consumer has PayPal forget its token (B1)."""

    account_id: str
    token: str


class NoticeDue(BillingEvent):
    """The holder of a wallet must be told something, by mail or text as they have chosen (E1)."""

    wallet: str
    kind: Literal["receipt", "taken_back", "payment_failed", "low", "empty", "top_up_failed", "wallet_detached"]
    amount: int = 0
    payment_id: str = ""
    reason: str = ""


class WalletsCheckDue(BillingEvent):
    """Some wallets are to be recomputed from their entries, from `cursor` on (B16)."""

    shard: int
    cursor: str | None = None
