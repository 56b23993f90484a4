"""What billing publishes for the activity logs of teams: who did what with their money."""

from typing import Literal

from contracts.event import BillingEvent


class TeamMoneyChanged(BillingEvent):
    """A person, or an automatic top-up, did something with a team's money; teams writes it to the log (T10).

    `by` is the account that asked for it, also if the answer of PayPal came later, or `system`. `user_id` is the member
    who got or lost credits. A limit or an allowance without an `amount` was removed, and so was a top-up.
    `wallet_disconnected` is by the owner of the PayPal account, by the link in our mail: they may have no account here,
    so that `by` is `system`.
    """

    team_id: str
    action: Literal[
        "credits_bought", "credits_given", "credits_taken_back", "spend_limit_changed", "auto_top_up_changed",
        "wallet_attached", "wallet_removed", "admin_limit_changed", "step_up_changed",
        "approval_requested", "approval_approved", "approval_declined",
        "wallet_disconnected", "refund_requested", "allowance_changed",
    ]  # fmt: skip
    by: str
    user_id: str | None = None
    amount: int | None = None
    threshold: int | None = None
    monthly_cap: int | None = None
