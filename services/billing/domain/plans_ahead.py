"""What the plans of a person cost their payer in the months to come, before the first charge (B10, B15). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from contracts.months import months_after
from services.billing.domain.plan import Subscription

MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class ChargeAhead:
    """The next charge of a plan, or a later one, if each before it succeeds."""

    when: datetime
    price: int
    plan: Subscription


@dataclass(frozen=True, slots=True)
class PlansAhead:
    """How many plans are renewed, when the first of them is, and what they cost in a time, in micro-dollars.

    A year that is renewed after that time costs nothing in it, and counts as a plan all the same.
    """

    plans: int = 0
    amount: int = 0
    first_at: datetime | None = None

    def __add__(self, other: "PlansAhead") -> "PlansAhead":
        """Add what other plans cost."""
        first = min((at for at in (self.first_at, other.first_at) if at), default=None)
        return PlansAhead(self.plans + other.plans, self.amount + other.amount, first)


def end_of_look(now: datetime) -> datetime:
    """Return until when a payer who takes plans on sees what they cost."""
    return months_after(now, MONTHS_AHEAD)


def list_charges(plans: Iterable[Subscription], until: datetime, billing_day: datetime | None) -> list[ChargeAhead]:
    """Return the charges of these plans up to an instant, by date, as the payer with this billing day pays them."""
    charges = [ChargeAhead(when, price, plan) for plan in plans for when, price in plan.charges(until, billing_day)]
    return sorted(charges, key=attrgetter("when", "plan.subscription_id"))


def sum_up(plans: Iterable[Subscription], until: datetime, billing_day: datetime | None) -> PlansAhead:
    """Return what these plans cost up to an instant."""
    renewed = [(plan, plan.renews_at) for plan in plans if plan.renews_at]
    amount = sum(price for plan, _ in renewed for _, price in plan.charges(until, billing_day))
    return PlansAhead(len(renewed), amount, min((at for _, at in renewed), default=None))
