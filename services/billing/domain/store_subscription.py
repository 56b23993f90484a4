"""What is known of a subscription that a person pays for in an app store (B9). Pure.

The stores report facts late, twice and in any order, so each fact has the instant at which its store said it, and of
two about the same the later holds. A paid period counts once by its key, however many transactions and messages carry
it; its end moves without a payment in grace and by the store's own extensions, so time is never counted as the
difference of two ends (facts D3 and D4 of the stores' pages).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Store(StrEnum):
    """An app store."""

    APP_STORE = "app_store"
    GOOGLE_PLAY = "google_play"


@dataclass(frozen=True, slots=True)
class StorePeriod:
    """A period that was paid in the store. Of two statements about its end, and about its refund, the later holds."""

    product_id: str
    starts_at: datetime
    ends_at: datetime
    ends_said_at: datetime
    is_refunded: bool = False
    refund_said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PeriodPaid:
    """The store was paid for a period, or has moved the end of one without a payment."""

    key: str
    product_id: str
    starts_at: datetime
    ends_at: datetime
    said_at: datetime


@dataclass(frozen=True, slots=True)
class PeriodRefunded:
    """The store has taken a period back, or given it back (`is_refunded` is False)."""

    key: str
    is_refunded: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class RenewalSaid:
    """The store renews the subscription at `renews_at`, or no more; while it retries a charge, there may be a grace."""

    renews: bool
    renews_at: datetime | None
    grace_until: datetime | None
    said_at: datetime


StoreFact = PeriodPaid | PeriodRefunded | RenewalSaid


@dataclass(frozen=True, slots=True)
class StoreSubscription:
    """A subscription in a store. `store_id` is Apple's original transaction or the first of Google's linked tokens."""

    store: Store
    store_id: str
    account_id: str = ""  # whose it is; empty until it is claimed
    is_test: bool = False  # a purchase in the store's sandbox: it pays for no real time
    periods: Mapping[str, StorePeriod] = field(default_factory=dict)
    refunds: Mapping[str, PeriodRefunded] = field(default_factory=dict)  # of periods that are not known yet
    renewal: RenewalSaid | None = None
    version: int = 0

    def apply(self, fact: StoreFact) -> "StoreSubscription":
        """Add a fact; what is known already, and what is older than what is known, changes nothing."""
        match fact:
            case PeriodPaid():
                return self._with_period(fact)
            case PeriodRefunded():
                return self._with_refund(fact)
            case RenewalSaid():
                is_newer = self.renewal is None or fact.said_at > self.renewal.said_at
                return replace(self, renewal=fact) if is_newer else self

    @property
    def paid_through(self) -> datetime | None:
        """Return until when it is paid in the store, without what was refunded; None if nothing is."""
        return max((it.ends_at for it in self.periods.values() if not it.is_refunded), default=None)

    def is_paid(self, now: datetime) -> bool:
        """Return whether it is paid for now, or in the grace of its store."""
        until = [self.paid_through, self.renewal.grace_until if self.renewal else None]
        return any(it is not None and it > now for it in until)

    @property
    def product_id(self) -> str:
        """Return the product of the newest period, or an empty string."""
        newest = max(self.periods.values(), key=lambda it: (it.starts_at, it.ends_said_at), default=None)
        return newest.product_id if newest else ""

    def _with_period(self, fact: PeriodPaid) -> "StoreSubscription":
        known = self.periods.get(fact.key)
        if known and known.ends_said_at >= fact.said_at:
            return self
        refund = self.refunds.get(fact.key)
        if known:
            period = replace(known, ends_at=fact.ends_at, ends_said_at=fact.said_at)
        else:
            period = StorePeriod(fact.product_id, fact.starts_at, fact.ends_at, fact.said_at)
        if refund and not known:
            period = replace(period, is_refunded=refund.is_refunded, refund_said_at=refund.said_at)
        refunds = {key: it for key, it in self.refunds.items() if key != fact.key}
        return replace(self, periods={**self.periods, fact.key: period}, refunds=refunds)

    def _with_refund(self, fact: PeriodRefunded) -> "StoreSubscription":
        known = self.periods.get(fact.key)
        if known is None:
            waiting = self.refunds.get(fact.key)
            is_newer = waiting is None or fact.said_at > waiting.said_at
            return replace(self, refunds={**self.refunds, fact.key: fact}) if is_newer else self
        if known.refund_said_at and known.refund_said_at >= fact.said_at:
            return self
        period = replace(known, is_refunded=fact.is_refunded, refund_said_at=fact.said_at)
        return replace(self, periods={**self.periods, fact.key: period})
