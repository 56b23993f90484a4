"""What a purchase at Google Play says of a subscription's periods and its renewal. Pure.

Google answers with one end, which it moves without a payment: in grace, and for some hours while it charges. So a
period is known by the order that was paid for it, and only an active purchase moves the end of one onwards (D3, D4).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from contracts.months import months_after
from services.billing.domain.store_subscription import PeriodPaid, PeriodRefunded, RenewalSaid, StoreFact, StorePeriod
from services.billing.google_play.purchases import Item, Purchase, State
from services.billing.google_play.pushes import Voided

_IS_RENEWAL = re.compile(r"\.\.[0-9]+$")  # GPA.3300-1111-2222-33333..0 is the first renewal of that order
_SHORT_MONTH = timedelta(days=3)  # by which months are shorter than others
_RENEWING = frozenset({State.ACTIVE, State.IN_GRACE_PERIOD, State.ON_HOLD, State.PAUSED})
_UNPAID = frozenset({State.IN_GRACE_PERIOD, State.ON_HOLD, State.PAUSED})


def facts_of(
    purchase: Purchase, *, said_at: datetime, known: Mapping[str, StorePeriod], months: Mapping[str, int]
) -> tuple[StoreFact, ...]:
    """Return the facts in an answer that Google gave at `said_at`; a pending purchase says nothing.

    `known` are the subscription's periods, by order; `months` is how long a period of each product lasts.
    """
    if purchase.state is State.PENDING_PURCHASE_CANCELED:
        return (ended(said_at),)
    if not purchase.is_paid_for:
        return ()
    paid = {item.order_id: item for item in purchase.items if item.order_id}
    periods = [fact for item in paid.values() for fact in _periods(purchase, item, said_at, known, months)]
    replaced = _replaced(purchase, said_at, {key: it for key, it in known.items() if key not in paid})
    return (*periods, *replaced, _renewal(purchase, said_at))


def ended(said_at: datetime) -> RenewalSaid:
    """Return the fact that there is nothing left to be charged."""
    return RenewalSaid(renews=False, said_at=said_at)


def fact_of_void(voided: Voided) -> PeriodRefunded:
    """Return the fact in the news that an order was paid back: it takes back the period of that order only (D8)."""
    return PeriodRefunded(voided.order_id, is_refunded=True, said_at=voided.at)


def _periods(
    purchase: Purchase, item: Item, said_at: datetime, known: Mapping[str, StorePeriod], months: Mapping[str, int]
) -> Iterator[PeriodPaid]:
    before = known.get(item.order_id)
    if item.expires_at is None or (purchase.state in _UNPAID and before is None):
        return
    starts_at = before.starts_at if before else _start(purchase, item, item.expires_at, months)
    ends_at = item.expires_at
    if before and purchase.state is not State.ACTIVE:  # grace and hold have moved the end, and paid for nothing
        ends_at = min(before.ends_at, ends_at)
    if before is None or before.ends_at != ends_at:
        yield PeriodPaid(item.order_id, item.product_id, starts_at, max(starts_at, ends_at), said_at)


def _start(purchase: Purchase, item: Item, expires_at: datetime, months: Mapping[str, int]) -> datetime:
    first = purchase.started_at or expires_at
    if not _IS_RENEWAL.search(item.order_id):
        return first
    length = months.get(item.product_id, 1)
    begun = max(first, months_after(expires_at, -length))
    renewals = (expires_at.year - first.year) * 12 + expires_at.month - first.month - length
    of_day = months_after(first, max(0, renewals))  # a subscription of the 31st is renewed on the last of February
    return of_day if abs(of_day - begun) <= _SHORT_MONTH else begun


def _replaced(purchase: Purchase, said_at: datetime, others: Mapping[str, StorePeriod]) -> Iterator[PeriodPaid]:
    """Yield the ends of periods of the purchase before: its rest is in the new one, and is not paid twice (D5)."""
    since = purchase.started_at
    for order_id, it in others.items():
        if since and it.starts_at < since < it.ends_at:
            yield PeriodPaid(order_id, it.product_id, it.starts_at, since, said_at)


def _renewal(purchase: Purchase, said_at: datetime) -> RenewalSaid:
    renews = purchase.state in _RENEWING and any(item.renews for item in purchase.items)
    ends = max((item.expires_at for item in purchase.items if item.expires_at), default=None)
    grace = ends if purchase.state is State.IN_GRACE_PERIOD else None
    due = {State.ACTIVE: ends, State.PAUSED: purchase.resumes_at}.get(purchase.state)
    return RenewalSaid(renews, said_at, due if renews else None, grace)
