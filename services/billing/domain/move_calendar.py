"""Who pays for which days of a plan, as it is with its store and after the move: two calendars (B9, B21). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise

from contracts.months import months_after
from services.billing.domain.plan import Subscription
from services.billing.domain.store_subscription import StoreSubscription

_PERIODS = 3  # so many that are not paid yet are shown


class DaysPaidBy(StrEnum):
    """Who pays for days."""

    STORE = "store"  # the person, in the app store
    WEB = "web"  # the person, with their PayPal wallet
    TEAM = "team"
    NO_ONE = "no_one"


@dataclass(frozen=True, slots=True)
class Span:
    """Days that one pays for; `price` is micro-dollars, None where it is paid already or the store says it.

    Without `ends_at` it goes on.
    """

    starts_at: datetime
    ends_at: datetime | None
    paid_by: DaysPaidBy
    price: int | None = None


def go_on_in_store(it: StoreSubscription, months: int, now: datetime) -> list[Span]:
    """Return the calendar as it is if nothing is done: its store renews, or no one pays after its end."""
    end = max(it.paid_through or now, now)
    spans = [Span(now, end, DaysPaidBy.STORE)] if end > now else []
    if not it.renews or it.is_test:
        return [*spans, Span(end, None, DaysPaidBy.NO_ONE)]
    ends = [months_after(end, months * count) for count in range(_PERIODS + 1)]
    return spans + [Span(start, until, DaysPaidBy.STORE) for start, until in pairwise(ends)]


def go_on_on_the_web(
    paid: Iterable[Span], plan: Subscription | None, billing_day: datetime | None, *, has_wallet: bool
) -> list[Span]:
    """Return the calendar after the move: what is `paid` stays, then the web or the team pays for the number's plan."""
    spans = list(paid)
    end = spans[-1].ends_at if spans else None
    if plan is None or not plan.runs or not has_wallet:
        return [*spans, Span(end, None, DaysPaidBy.NO_ONE)] if end else spans
    return spans + list(islice(_web_periods(plan, billing_day), _PERIODS))


def count_twice(spans: Sequence[Span]) -> int:
    """Return how many days of a calendar are paid for twice."""
    over = timedelta()
    for place, one in enumerate(spans):
        for other in spans[place + 1 :]:
            if one.ends_at and DaysPaidBy.NO_ONE not in (one.paid_by, other.paid_by):
                over += max(timedelta(), min(one.ends_at, other.ends_at or one.ends_at) - other.starts_at)
    return over // timedelta(days=1)


def _web_periods(plan: Subscription, billing_day: datetime | None) -> Iterator[Span]:
    payer = DaysPaidBy.TEAM if plan.pays_later.startswith("team_") else DaysPaidBy.WEB
    while True:
        period = plan.next_period(billing_day)
        yield Span(plan.paid_through, period.ends_at, payer, period.price)
        plan = plan.mark_paid("", plan.renews_as.plan_id, period)
