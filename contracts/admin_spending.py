"""What an admin spends of the owner's PayPal wallet in a month (UTC), and the owner's limit on it (T11). Pure.

Billing decides by it and publishes it; numbers keeps a copy, so that an order beyond the limit is refused at once.
"""

from dataclasses import dataclass, replace
from typing import Any

from contracts.money import Money
from contracts.sentences import say

DEFAULT_LIMIT = 200_000_000  # micro-dollars a month, until the owner sets another one
ABOVE_LIMIT = "This is above what you may spend of the owner's PayPal wallet this month. Ask the owner to approve it."


@dataclass(frozen=True, slots=True)
class AdminSpending:
    """What an admin of a team has spent in a month, and the limit that the owner set.

    `term` is the membership revision that the limit was set for: an admin who has left, or was a member in between,
    starts with the usual limit again, or with a lower one that the owner had set: other admins may change roles, and
    must not lift it. What was spent stays, so that leaving does not begin a second month.
    """

    team_id: str
    account_id: str
    limit: int | None = None
    term: int = 0
    month: str = ""
    used: int = 0
    version: int = 0

    def limit_in(self, term: int) -> int:
        """Return the limit, in micro-dollars, of an admin whose place on the team has this membership revision."""
        if self.limit is None:
            return DEFAULT_LIMIT
        return self.limit if self.term == term else min(self.limit, DEFAULT_LIMIT)

    def used_in(self, month: str) -> int:
        """Return the micro-dollars spent in a month, such as 2027-01."""
        return self.used if self.month == month else 0

    def has_room(self, amount: int, month: str, term: int) -> bool:
        """Return whether so much more may be spent in the month."""
        return self.used_in(month) + amount <= self.limit_in(term)

    def explain(self, amount: int, month: str, term: int) -> dict[str, Any]:
        """Return the sentence and the members of the refusal of an amount that there is no room for."""
        limit, used = Money.of(self.limit_in(term)), Money.of(self.used_in(month))
        return {
            "detail": say(
                "You may spend {limit} USD of the owner's PayPal wallet a month, and have spent {used} USD. Ask "
                "the owner "
                "to approve this.",
                limit=limit.amount,
                used=used.amount,
            ),
            "limit": limit.model_dump(),
            "used": used.model_dump(),
            "amount": Money.of(amount).model_dump(),
            "ask": "POST /v1/approvals",
        }

    def spend(self, amount: int, month: str) -> "AdminSpending":
        """Count an amount in the month, which is not before the last one counted."""
        return replace(self, month=month, used=self.used_in(month) + amount, version=self.version + 1)

    def correct(self, by: int, month: str) -> "AdminSpending":
        """Count what came back of a purchase of the month, or was taken again; an earlier month is over."""
        return replace(self, used=self.used + by, version=self.version + 1) if self.month == month else self

    def set_limit(self, limit: int, term: int) -> "AdminSpending":
        """Set the limit for the admin's present place on the team."""
        return replace(self, limit=limit, term=term, version=self.version + 1)
