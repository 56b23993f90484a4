"""What billing publishes of number plans, and the parts of their renewals (B8)."""

from pydantic import AwareDatetime

from contracts.event import BillingEvent


class BillingDaySet(BillingEvent):
    """The first number plan of a payer is paid: from then on their months are counted from `at` (B8)."""

    payer: str
    at: AwareDatetime


class PlanEvent(BillingEvent):
    """An event of the plan of a number; the one with the higher `revision` of a subscription is later (B8).

    `plan_id` is the plan that runs, `next_plan_id` the one it is renewed as if that is another. `store` is the app
    store that is paid for it in place of us, or empty (B9).
    """

    subscription_id: str
    number_id: str
    plan_id: str
    next_plan_id: str = ""
    payer: str
    store: str = ""
    revision: int


class PlanActivated(PlanEvent):
    """A plan is paid; numbers orders or restores the number. `request_id` is that of NumberRequested (N2).

    One whose store does not renew it opens `cancelled`; None where that is not said.
    """

    request_id: str
    paid_through: AwareDatetime
    cancelled: bool | None = None


class PlanRefused(PlanEvent):
    """A plan was not paid and nothing was charged; `reason` is ours or PayPal's code for why (N2)."""

    request_id: str
    reason: str


class PlanRenewed(PlanEvent):
    """The next period of a plan is paid, or its app store has moved the end of what is paid there.

    It says too whether the plan is `cancelled`, as one change has one event; None where that is not said.
    """

    paid_through: AwareDatetime
    cancelled: bool | None = None


class PlanPastDue(PlanEvent):
    """The renewal of a plan failed; it is retried at `next_try_at`, and the plan ends after the last try.

    It says too whether the plan is `cancelled`; None where that is not said.
    """

    paid_through: AwareDatetime
    cancelled: bool | None = None
    reason: str
    next_try_at: AwareDatetime


class PlanCancelled(PlanEvent):
    """The payer has cancelled a plan: it runs until its paid period ends and is not renewed."""

    paid_through: AwareDatetime


class PlanResumed(PlanEvent):
    """A cancelled plan is renewed after all."""

    paid_through: AwareDatetime


class PlanChanged(PlanEvent):
    """The plan is renewed as `next_plan_id`, or as itself again if that is empty; the paid period stays.

    Or it is past due, and its store is paid for it no more, or takes back what is over. It says too whether the plan is
    `cancelled`; None where that is not said.
    """

    paid_through: AwareDatetime
    cancelled: bool | None = None


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


class HolderPlansDue(BillingEvent):
    """A person has joined or left a team; billing's consumer sets who pays for their plans, page by page (B10, T8).

    Of who has joined another's team, `team_id` is the team; and `plans`, their `amount` in three months and when the
    `first_at` is renewed are those of the pages before this one: the team's owner is notified of all of them together.
    """

    holder: str
    cursor: str | None = None
    team_id: str = ""
    plans: int = 0
    amount: int = 0
    first_at: AwareDatetime | None = None


class ClosedPlansDue(BillingEvent):
    """An account is closed; billing's consumer ends the plans that it had paid in an app store, page by page (B9)."""

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
