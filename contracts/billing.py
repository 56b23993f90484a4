"""The events of billing about credits, payments and wallets, and the work on them that its consumer must do."""

from typing import Literal

from pydantic import AwareDatetime

from contracts.event import BillingEvent


class CreditsHeld(BillingEvent):
    """Credits of an invitation are held on the team's wallet (T5); teams marks the invitation as funded.

    `revision` counts the changes of what is held for the invitation.
    """

    team_id: str
    invitation_id: str
    amount: int
    revision: int = 0


class CreditsUnfunded(BillingEvent):
    """The credits of an invitation are not set aside (T5), as the balance is too low or the day's limit is reached.

    `revision` counts the changes of what is held for the invitation. `reason` is `balance_too_low`, where the balance
    may repay a debt and a top-up funds it, or `daily_giving`, where the next day does.
    """

    team_id: str
    invitation_id: str
    amount: int
    revision: int = 0
    reason: str = ""


class CreditsReleased(BillingEvent):
    """The hold of an invitation is released: its credits are back in the team's balance (T5)."""

    team_id: str
    invitation_id: str
    amount: int


class WalletLow(BillingEvent):
    """The wallet of a team or account is low (B7); published once until refilled.

    `wallet` is its team or account id.
    """

    wallet: str
    amount: int


class WalletEmpty(BillingEvent):
    """The wallet of a team or account is empty: what needs credits stops (B7, B11).

    `revision` counts the changes of the wallet's alert: the highest one says what is so now.
    """

    wallet: str
    revision: int = 0


class WalletRefilled(BillingEvent):
    """A wallet that was low or empty has credits again.

    `revision` counts the changes of the wallet's alert: the highest one says what is so now.
    """

    wallet: str
    amount: int
    revision: int = 0


class PaymentCompleted(BillingEvent):
    """PayPal has captured a payment and its money is in the wallet (B5)."""

    payment_id: str
    wallet: str
    amount: int


class PaymentFailed(BillingEvent):
    """A payment failed; `reason` is PayPal's code for why, or empty."""

    payment_id: str
    wallet: str
    reason: str


class PaymentTakenBack(BillingEvent):
    """PayPal has refunded, reversed, disputed or denied a captured payment (B5)."""

    payment_id: str
    wallet: str
    amount: int
    reason: str


class TeamCreditsArrived(BillingEvent):
    """A team's balance has grown; billing's consumer funds unfunded invitations, oldest first (T5)."""

    team_id: str


class AllowancesDue(BillingEvent):
    """Allowances of a team may be due as of an instant; billing's consumer gives a page of them, from `cursor` on (B6).

    Found twice, a month is given once.
    """

    team_id: str
    as_of: AwareDatetime
    cursor: str | None = None


class TeamOwes(BillingEvent):
    """PayPal took back money that a team had given away; billing's consumer takes it back from people, page by page.

    `cursor` is where the next page of the team's gifts begins, newest first.
    """

    team_id: str
    cursor: str | None = None


class BalanceFell(BillingEvent):
    """A wallet has fallen to where its holder gets a notice or a top-up is due (B7); billing's consumer does both.

    `returned` says that the credits were not spent: they went back to the team that gave them. A call that credits
    lack for, while others are set aside for calls, asks for a look at the top-up as well.
    """

    wallet: str
    returned: bool = False


class TopUpDue(BillingEvent):
    """A wallet's balance is below its threshold; billing's consumer buys credits if the limits allow it (B7).

    `team_id` is the team, or the account that buys its own credits.
    """

    team_id: str


class PayPalEventReceived(BillingEvent):
    """A webhook that PayPal signed is in the inbox; billing's consumer handles it (B14)."""

    event_id: str


class WalletDetached(BillingEvent):
    """A PayPal wallet was detached; billing asks PayPal to delete its token (B1)."""

    account_id: str
    token: str


class LostApprovalDue(BillingEvent):
    """A payer has approved a wallet that was never attached; billing has PayPal delete what it made of it (B1)."""

    setup_id: str
    account_id: str


class WalletAttached(BillingEvent):
    """A PayPal wallet was attached; billing's consumer mails its payer a link that disconnects it (B1)."""

    account_id: str
    token: str


class NoticeDue(BillingEvent):
    """A notice to the holder of a wallet is due; billing's consumer sends it by mail or text, as they chose (E1)."""

    wallet: str
    kind: Literal[
        "receipt", "taken_back", "restored", "payment_failed", "low", "empty", "top_up_failed", "wallet_detached",
        "wallet_disconnected", "wallet_broken", "plan_refunded", "plan_past_due", "returned", "wallet_missing",
        "number_yours", "number_yours_unrenewed", "approval_requested", "approval_approved", "approval_declined",
        "invoice_corrected", "credits_refunded", "refund_refused", "not_given", "top_up_capped",
        "allowances_wait",
        "granted", "grant_expires", "refunded_by_us", "unused_days", "usage_unusual", "usage_new_country",
        "limit_reached", "member_limit_reached", "store_plan_past_due", "store_paid_unused", "store_number_left",
        "store_moved", "store_renews", "store_renewed", "plans_taken_on",
        "credits_missing", "credits_missing_yours",
    ]  # fmt: skip
    amount: int = 0
    payment_id: str = ""
    reason: str = ""
    phone_number: str = ""
    paid_through: AwareDatetime | None = None
    months: int = 0
    next_try_at: AwareDatetime | None = None
    last_try_at: AwareDatetime | None = None
    approval_id: str = ""
    plans: int = 0  # of a payment for number plans: how many it is for; of a new member: how many are renewed
    phone_numbers: tuple[str, ...] = ()  # and the first few of their numbers
    people: int = 0  # of allowances that wait: for how many members
    invoice_id: str = ""  # of a receipt, the invoice; else the note that corrects one
    day: AwareDatetime | None = None  # of usage: which (UTC); of a limit: when it starts again; of plans: first renewal
    countries: tuple[str, ...] = ()  # and the names of countries that are new
    person_id: str = ""  # of a member's spend limit or plans: whose they are
    store: str = ""  # of a plan that is paid in an app store, or was until its move to the web: which one


class PaymentMethodChanged(BillingEvent):
    """An account has gained or lost its payment method; the event with the higher `revision` is the later one."""

    account_id: str
    works: bool
    revision: int


class WalletApprovalUsed(BillingEvent):
    """An approval at PayPal is being exchanged for a wallet; `PaymentMethodChanged` follows if that succeeds."""

    account_id: str
    at: AwareDatetime


class GrantDue(BillingEvent):
    """A grant of credits is to be looked at as of an instant; billing's consumer reminds of its end, or ends it."""

    grant_id: str
    as_of: AwareDatetime


class GrantsForfeited(BillingEvent):
    """An account is closed; billing's consumer takes what is left of the credits that were granted to it (I10)."""

    account_id: str


class CreditRefundDue(BillingEvent):
    """A payer asked for a refund of unspent credits, whose money is held; billing's consumer asks PayPal (B18)."""

    payment_id: str
