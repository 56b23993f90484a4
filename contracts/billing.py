"""The events of billing: holds, payments, plans, wallets, and the work that billing's consumer must do."""

from typing import Literal

from pydantic import AwareDatetime, Field

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
    """The wallet of a team or account is empty: what needs credits stops (B7, B11)."""

    wallet: str


class WalletRefilled(BillingEvent):
    """A wallet that was low or empty has credits again."""

    wallet: str
    amount: int


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

    `returned` says that the credits were not spent: they went back to the team that gave them.
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
    """A PayPal wallet was detached; billing's consumer asks PayPal to delete its token (B1)."""

    account_id: str
    token: str


class WalletAttached(BillingEvent):
    """A PayPal wallet was attached; billing's consumer mails its payer a link that disconnects it (B1)."""

    account_id: str
    token: str


class AdminSpendingChanged(BillingEvent):
    """An admin of a team has spent of the owner's PayPal wallet, or the owner has changed the admin's limit (T11).

    `used` is of the `month` (UTC); `limit` is null for the usual one, and holds for the membership revision `term`.
    """

    team_id: str
    account_id: str
    limit: int | None
    term: int
    month: str
    used: int
    revision: int


class NoticeDue(BillingEvent):
    """A notice to the holder of a wallet is due; billing's consumer sends it by mail or text, as they chose (E1)."""

    wallet: str
    kind: Literal[
        "receipt", "taken_back", "restored", "payment_failed", "low", "empty", "top_up_failed", "wallet_detached",
        "wallet_disconnected", "wallet_broken", "plan_refunded", "plan_past_due", "returned", "wallet_missing",
        "number_yours", "number_yours_unrenewed", "approval_requested", "approval_approved", "approval_declined",
        "invoice_corrected", "credits_refunded", "refund_refused", "not_given", "top_up_capped",
        "allowances_wait",
        "granted", "grant_expires", "refunded_by_us",
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
    plans: int = 0  # of a payment for number plans: how many it is for
    phone_numbers: tuple[str, ...] = ()  # and the first few of their numbers
    people: int = 0  # of allowances that wait: for how many members
    invoice_id: str = ""  # of a receipt, the invoice; else the note that corrects one


class ApprovedPaymentDue(BillingEvent):
    """An owner has approved a purchase, whose payment is stored; billing's consumer charges it (T11)."""

    payment_id: str


class NumberApproved(BillingEvent):
    """An owner has approved the number that an admin asked for (T11); numbers buys it, once for each approval."""

    approval_id: str
    team_id: str
    asked_by: str
    approved_by: str
    phone_number: str
    plan_id: str
    user_id: str | None
    own_billing_day: bool = False


class RestorationApproved(BillingEvent):
    """An owner has approved that an admin restores a number out of its reserve (T11, N5); numbers requests its plan."""

    approval_id: str
    team_id: str
    asked_by: str
    approved_by: str
    number_id: str
    phone_number: str
    plan_id: str


class PortInApproved(BillingEvent):
    """An owner has approved the plan of a number that an admin ports in (T11, N7); numbers submits the port-in."""

    approval_id: str
    team_id: str
    asked_by: str
    approved_by: str
    port_id: str
    phone_number: str
    plan_id: str


class WalletsCheckDue(BillingEvent):
    """A page of wallets, from `cursor` on, is due to be checked; billing's consumer recomputes their sums (B16).

    `sums` are what the wallets before held at the end of a day, by class of accounts, in micro-dollars (B19).
    """

    shard: int
    cursor: str | None = None
    day: str = ""
    sums: dict[str, int] = Field(default_factory=dict)


class TurnoverDue(BillingEvent):
    """A page of a day's journals is due to be summed; `turnover` is the sum of those before: debit and credit (B19)."""

    day: str
    shard: int
    cursor: str | None = None
    turnover: dict[str, list[int]] = Field(default_factory=dict)


class BooksCloseDue(BillingEvent):
    """A slice of a day's journals or wallets is summed; billing's consumer closes the day if it is the last (B19)."""

    day: str


class ReconciliationDue(BillingEvent):
    """A run of the comparison with PayPal is due to go on: billing's consumer starts its parts, or ends it (B17)."""

    run: str


class ReconciliationPartDue(BillingEvent):
    """A page of a part of a run is due to be compared, from item `skip` on; `sums` are of the pages before (B17)."""

    run: str
    part: str
    page: int = 0
    skip: int = 0
    cursor: str | None = None
    sums: dict[str, int] = Field(default_factory=dict)


class PaymentMethodChanged(BillingEvent):
    """An account has gained or lost its payment method; the event with the higher `revision` is the later one."""

    account_id: str
    works: bool
    revision: int


class WalletApprovalUsed(BillingEvent):
    """An approval at PayPal is being exchanged for a wallet; `PaymentMethodChanged` follows if that succeeds."""

    account_id: str
    at: AwareDatetime


class BillingDaySet(BillingEvent):
    """The first number plan of a payer is paid: from then on their months are counted from `at` (B8)."""

    payer: str
    at: AwareDatetime


class PlanEvent(BillingEvent):
    """An event of the plan of a number; the one with the higher `revision` of a subscription is later (B8).

    `plan_id` is the plan that runs, `next_plan_id` the one it is renewed as if that is another.
    """

    subscription_id: str
    number_id: str
    plan_id: str
    next_plan_id: str = ""
    payer: str
    revision: int


class PlanActivated(PlanEvent):
    """A plan is paid; numbers orders or restores the number. `request_id` is that of NumberRequested (N2)."""

    request_id: str
    paid_through: AwareDatetime


class PlanRefused(PlanEvent):
    """A plan was not paid and nothing was charged; `reason` is ours or PayPal's code for why (N2)."""

    request_id: str
    reason: str


class PlanRenewed(PlanEvent):
    """The next period of a plan is paid."""

    paid_through: AwareDatetime


class PlanPastDue(PlanEvent):
    """The renewal of a plan failed; it is retried at `next_try_at`, and the plan ends after the last try."""

    paid_through: AwareDatetime
    reason: str
    next_try_at: AwareDatetime


class PlanCancelled(PlanEvent):
    """The payer has cancelled a plan: it runs until its paid period ends and is not renewed."""

    paid_through: AwareDatetime


class PlanResumed(PlanEvent):
    """A cancelled plan is renewed after all."""

    paid_through: AwareDatetime


class PlanChanged(PlanEvent):
    """The plan is renewed as `next_plan_id`, or as itself again if that is empty; the paid period stays."""

    paid_through: AwareDatetime


class PlanEnded(PlanEvent):
    """A plan has ended: cancelled, or for a `reason`: every try failed, or its payment was taken back."""

    paid_through: AwareDatetime
    ended_at: AwareDatetime
    reason: str = ""


class PlansDue(BillingEvent):
    """A payer's plans are due as of an instant; billing's consumer charges them together, or ends them (B8).

    An `early` try of past-due plans is made in addition to the scheduled ones, when their payer has a wallet again.
    """

    payer: str
    as_of: AwareDatetime
    early: bool = False


class PlanLinesDue(BillingEvent):
    """A payment for more plans than fit into one transaction is decided; billing's consumer goes on with its lines."""

    payment_id: str
    cursor: str | None = None


class PlanEarningDue(BillingEvent):
    """Something of a payment for plans is earned as of an instant; billing's consumer books it as revenue (B19)."""

    payment_id: str
    as_of: AwareDatetime


class GrantDue(BillingEvent):
    """A grant of credits is to be looked at as of an instant; billing's consumer reminds of its end, or ends it."""

    grant_id: str
    as_of: AwareDatetime


class GrantsForfeited(BillingEvent):
    """An account is closed; billing's consumer takes what is left of the credits that were granted to it (I10)."""

    account_id: str


class HolderPlansDue(BillingEvent):
    """A person has joined or left a team; billing's consumer sets who pays for their plans, page by page (B10, T8)."""

    holder: str
    cursor: str | None = None


class PlansReviewDue(BillingEvent):
    """A payer has attached a wallet, or `removed` it; billing's consumer reviews their plans, page by page (B1)."""

    payer: str
    removed: bool = False
    cursor: str | None = None


class PlanRefundDue(BillingEvent):
    """What paid for no plan must be refunded to its payer; billing's consumer asks PayPal (N2)."""

    payment_id: str
    reason: str


class CreditRefundDue(BillingEvent):
    """A payer asked for a refund of unspent credits, whose money is held; billing's consumer asks PayPal (B18)."""

    payment_id: str


class InvoiceDue(BillingEvent):
    """A payment was completed, or what is kept of it has changed; billing's consumer issues the document (B13).

    `arrived` is what a completed payment has brought, in micro-dollars, and zero of a change.
    """

    payment_id: str
    arrived: int = 0
