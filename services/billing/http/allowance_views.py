"""The responses of billing's routes about monthly allowances."""

from datetime import datetime
from typing import Any, Self

from contracts.money import Money
from kernel.http.models import View
from services.billing.domain.allowance import Allowance


class AllowanceView(View):
    """What a team gives a member each month, and on which day next (UTC); one that is over waits for the team's money.

    Both are null without an allowance.
    """

    user_id: str
    amount: Money | None
    next_at: datetime | None

    @classmethod
    def of(cls, account_id: str, allowance: Allowance | None) -> Self:
        """Return the view of an allowance, or of none."""
        if allowance is None:
            return cls(user_id=account_id, amount=None, next_at=None)
        return cls(user_id=account_id, amount=Money.of(allowance.amount), next_at=allowance.due_at)


class AllowanceResult(View):
    """The result of one row."""

    index: int
    status: int
    allowance: AllowanceView | None = None
    problem: dict[str, Any] | None = None


class AllowanceResults(View):
    """The result of each row."""

    results: list[AllowanceResult]
