"""What falls due for a payer on a day is one charge (B8). Pure.

A day is one of UTC. It is charged when the last of its plans is due: none is charged early, so that none is past due
before its paid time is over; and a day never waits for the next one. Days that were missed are charged together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from services.billing.domain.plan import Subscription
from services.billing.domain.plan_line import PlanLine


@dataclass(frozen=True, slots=True)
class BillingAccount:
    """What billing keeps of a payer, an account or a team.

    `collecting` is the payment whose plans are being collected, a page in each transaction, with the `amount` in
    micro-dollars and the number of `plans` so far; empty once that payment is stored. Their months are counted from
    `billing_day`, when their first number plan was paid.
    """

    payer: str
    collecting: str = ""
    amount: int = 0
    plans: int = 0
    billing_day: datetime | None = None
    version: int = 0

    def start(self, payment_id: str) -> "BillingAccount":
        """Start to collect for a payment, or go on with the one that was started."""
        return self if self.collecting else replace(self, collecting=payment_id)

    def add(self, lines: Iterable[PlanLine]) -> "BillingAccount":
        """Add a page of plans to what is collected."""
        amounts = [line.amount for line in lines]
        plans, amount = self.plans + len(amounts), self.amount + sum(amounts)
        return replace(self, plans=plans, amount=amount, version=self.version + 1)

    def finish(self) -> "BillingAccount":
        """Return it with nothing being collected."""
        return replace(self, collecting="", amount=0, plans=0)


def end_of_day(at: datetime) -> datetime:
    """Return the last instant of a day of UTC."""
    return datetime.combine(at.date() + timedelta(days=1), time.min, at.tzinfo) - timedelta(microseconds=1)


def complete_days(plans: Iterable[Subscription], as_of: datetime) -> list[Subscription]:
    """Return the plans that are handled by an instant: what is renewed waits for the others of its day.

    `plans` are all of a payer's that are due by the end of the instant's day.
    """
    days: dict[date, list[Subscription]] = defaultdict(list)
    alone = []
    for plan in plans:
        if plan.due_at and plan.runs and not plan.cancelled:
            days[plan.due_at.date()].append(plan)
        else:
            alone.append(plan)
    complete = [plan for day in days.values() if all(plan.is_due(as_of) for plan in day) for plan in day]
    return complete + [plan for plan in alone if plan.is_due(as_of)]
