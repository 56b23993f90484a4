"""What the owner of a wallet approves of what an admin asked for, and what an admin may spend still (T11)."""

from contracts.event import BillingEvent


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
