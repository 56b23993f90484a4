"""How much an account may buy, give away and spend in a day, by its age and by what it has paid (B5). Pure.

Only payments that were completed weeks ago and that PayPal has not taken back count: a stolen wallet's owner disputes
within days. While a payment is disputed or a wallet owes, the account is on the lowest step, however old it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.billing.domain.limits import PROVEN_AFTER, STEPS, Step

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class History:
    """What an account's wallets have paid and kept, by the week of the payment's completion, such as 2027-W04.

    `disputed` is how many of its payments have an open dispute, `owed` what its wallets owe, in micro-dollars.
    """

    since: datetime | None = None  # when the account was opened, as far as known
    paid: Mapping[str, int] = field(default_factory=dict)
    disputed: int = 0
    owed: int = 0

    def proven(self, now: datetime) -> int:
        """Return what was paid in weeks that ended so long ago that a dispute of it would be known."""
        last = week_of(now - PROVEN_AFTER - _WEEK)
        return sum(amount for week, amount in self.paid.items() if week <= last)

    def step(self, now: datetime) -> Step:
        """Return the step that the account has reached."""
        if self.disputed > 0 or self.owed > 0:
            return STEPS[0]
        age, proven = now - self.since if self.since else timedelta(0), self.proven(now)
        return max((it for it in STEPS if age >= it.age and proven >= it.paid), key=STEPS.index, default=STEPS[0])

    def may_buy(self, now: datetime, at_least: int) -> int:
        """Return what the account may buy in a day; the operator lets every account without a debt buy `at_least`."""
        return self._or_operators(self.step(now).buys, at_least, STEPS[-1].buys)

    def may_give(self, now: datetime, at_least: int) -> int:
        """Return what the account's team may give away in a day; the operator's sum is as for what is bought."""
        return self._or_operators(self.step(now).gives, at_least, STEPS[-1].gives)

    def _or_operators(self, reached: int, at_least: int, most: int) -> int:
        return reached if self.disputed > 0 or self.owed > 0 else max(reached, min(at_least, most))


def may_spend(since: datetime | None, now: datetime) -> int:
    """Return what a person may spend in a day, by the age of their account: their team may be the one that paid."""
    age = now - since if since else timedelta(0)
    return max(it.spends for it in STEPS if age >= it.age)


def week_of(at: datetime) -> str:
    """Return the week of an instant, in UTC, so that text order is time order."""
    return f"{at:%G-W%V}"
