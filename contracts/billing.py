"""What billing publishes: promised credits, payments, plans, wallets, and what its own consumer must do."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

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
    kind: Literal[
        "receipt", "taken_back", "payment_failed", "low", "empty", "top_up_failed", "wallet_detached",
        "plan_refunded", "plan_past_due",
    ]  # fmt: skip
    amount: int = 0
    payment_id: str = ""
    reason: str = ""
    phone_number: str = ""
    next_try_at: AwareDatetime | None = None
    last_try_at: AwareDatetime | None = None


class WalletsCheckDue(BillingEvent):
    """Some wallets are to be recomputed from their entries, from `cursor` on (B16)."""

    shard: int
    cursor: str | None = None


class PaymentMethodChanged(BillingEvent):
    """An account has a PayPal wallet that works, or has none; of two that cross, the higher `revision` is later."""

    account_id: str
    works: bool
    revision: int


class PlanEvent(BillingEvent):
    """Something of the plan of a number; of two that cross, the higher `revision` of a subscription is later (B8).

    `plan_id` is the plan that runs, `next_plan_id` the one that it is renewed as, where that is another.
    """

    subscription_id: str
    number_id: str
    plan_id: str
    next_plan_id: str = ""
    payer: str
    revision: int


class PlanActivated(PlanEvent):
    """The plan is paid: the number may be ordered, or is restored. `request_id` is that of NumberRequested (N2)."""

    request_id: str
    paid_through: AwareDatetime


class PlanRefused(PlanEvent):
    """The plan could not be paid, nothing was charged; `reason` is ours or PayPal's word for why (N2)."""

    request_id: str
    reason: str


class PlanRenewed(PlanEvent):
    """The plan's next period is paid."""

    paid_through: AwareDatetime


class PlanPastDue(PlanEvent):
    """The plan's next period could not be paid; it is tried again at `next_try_at`, and ends after the last try."""

    paid_through: AwareDatetime
    reason: str
    next_try_at: AwareDatetime


class PlanCancelled(PlanEvent):
    """The plan runs to the end of what is paid and is not renewed."""

    paid_through: AwareDatetime


class PlanResumed(PlanEvent):
    """A cancelled plan is renewed after all."""

    paid_through: AwareDatetime


class PlanChanged(PlanEvent):
    """The plan is renewed as `next_plan_id`, or after all as it is; the time that is paid stays."""

    paid_through: AwareDatetime


class PlanEnded(PlanEvent):
    """The plan is over: cancelled, or, for a `reason`, not paid in spite of every try, or paid and taken back."""

    paid_through: AwareDatetime
    ended_at: AwareDatetime
    reason: str = ""


class PlanDue(BillingEvent):
    """Something of a plan is due as of an instant: billing's consumer charges or ends it (B8).

    An `early` try of what is past due comes besides those of the schedule, as its payer has a wallet again.
    """

    subscription_id: str
    as_of: AwareDatetime
    early: bool = False


class PlansReviewDue(BillingEvent):
    """A payer has a wallet again, or has `removed` it: billing's consumer sees to their plans, page by page (B1)."""

    payer: str
    removed: bool = False
    cursor: str | None = None


class PlanRefundDue(BillingEvent):
    """What was paid for a plan must go back to its payer: billing's consumer asks PayPal (N2)."""

    payment_id: str
    reason: str
