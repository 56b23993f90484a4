"""What is known of a subscription that a person pays for in an app store (B9). Pure.

The stores report facts late, twice and in any order, so each fact has the instant at which its store said it, and of
two about the same the later holds; of two that were said at once the greater, so that the order in which facts arrive
never matters. A paid period counts once by its key, however many transactions and messages carry it; its end moves
without a payment in grace and by the store's own extensions, so time is never counted as the difference of two ends
(facts D3 and D4 of the stores' pages).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from services.billing.domain.paid_time import PaidTime

# A store retries a failed renewal for so long at most, and answers for a subscription so long after its end.
STORE_RETRIES = timedelta(days=60)
_NEVER = datetime.min.replace(tzinfo=UTC)


class Store(StrEnum):
    """An app store."""

    APP_STORE = "app_store"
    GOOGLE_PLAY = "google_play"


class StoreStatus(StrEnum):
    """How a subscription in a store is at an instant."""

    PENDING = "pending"  # no period is paid yet
    ACTIVE = "active"
    CANCELLED = "cancelled"  # paid, and not renewed
    GRACE = "grace"  # the renewal failed, and the store keeps it running
    RETRYING = "retrying"  # the renewal failed, and the store goes on trying
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StorePeriod:
    """A period that was paid in the store. Of two statements about it the later holds."""

    product_id: str
    starts_at: datetime
    ends_at: datetime
    said_at: datetime


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
    """The store has taken a period back, or given it back (`is_refunded` is False).

    It takes back a part only of what it has paid back in part: the time until `kept_until` stays paid.
    """

    key: str
    is_refunded: bool
    said_at: datetime
    kept_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RenewalSaid:
    """The store renews the subscription at `renews_at`, or no more; while it retries a charge, there may be a grace."""

    renews: bool
    said_at: datetime
    renews_at: datetime | None = None
    grace_until: datetime | None = None


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """The store names the subscription so since it was last bought: of several names the newest is to be asked for."""

    since: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """So many reminders of a renewal were sent to who has moved to the web and has not cancelled it."""

    renews_at: datetime
    count: int


StoreFact = PeriodPaid | PeriodRefunded | RenewalSaid | Named


@dataclass(frozen=True, slots=True)
class StoreSubscription:
    """A subscription in a store. `store_id` is Apple's original transaction or the first of Google's linked tokens."""

    store: Store
    store_id: str
    is_test: bool = False  # a purchase in the store's sandbox: it pays for no real time
    account_id: str = ""  # whose it is; empty until it is claimed
    is_owner_proved: bool = False  # the store said so, with the token that the app gave with the purchase
    periods: Mapping[str, StorePeriod] = field(default_factory=dict)
    refunds: Mapping[str, PeriodRefunded] = field(default_factory=dict)  # by period, also of one not known yet
    renewal: RenewalSaid | None = None
    named: Named | None = None  # None where the store has one name for it
    ordered: str = ""  # the product, while it is not paid yet
    reminded: Reminder | None = None
    plan: str = ""  # the number plan that it pays for, while that runs: one at a time
    number_id: str = ""
    phone_number: str = ""
    left: PaidTime | None = None  # of its time, since the number that it paid for on the web has gone
    moved: bool = False  # to the web, with all that its account pays for in the stores
    version: int = 0

    def apply(self, *facts: StoreFact) -> "StoreSubscription":
        """Add facts; what is known already, and what is older than what is known, changes nothing."""
        after = self
        for fact in facts:
            match fact:
                case PeriodPaid():
                    after = after._with_period(fact)
                case PeriodRefunded():
                    after = after._with_refund(fact)
                case RenewalSaid():
                    after = after._with_renewal(fact)
                case Named():
                    after = replace(after, named=max(after.named or fact, fact))
        return after

    def claim(self, account_id: str, *, is_proved: bool) -> "StoreSubscription":
        """Say whose it is: the first claim holds, unless only a later one is proved by the store's word."""
        if self.is_owner_proved or not account_id or (self.account_id and not is_proved):
            return self
        return replace(self, account_id=account_id, is_owner_proved=is_proved)

    def release(self) -> "StoreSubscription":
        """Make it no one's: its account is closed, and who pays for it may have another one."""
        return replace(self, account_id="", is_owner_proved=False)

    def remind(self, reminder: Reminder) -> "StoreSubscription":
        """Note that a reminder of its renewal is sent."""
        return replace(self, reminded=reminder)

    def pay_for(self, plan: str, number_id: str, phone_number: str) -> "StoreSubscription":
        """Have it pay for the plan of a number."""
        return replace(self, plan=plan, number_id=number_id, phone_number=phone_number)

    def free(self) -> "StoreSubscription":
        """Have it pay for no number: the time that is left can be used for another one."""
        return self.pay_for("", "", "")

    def is_refunded(self, key: str) -> bool:
        """Return whether a period was taken back as a whole, known yet or not."""
        refund = self.refunds.get(key)
        return refund is not None and refund.is_refunded and refund.kept_until is None

    @property
    def kept(self) -> Iterable[StorePeriod]:
        """Return the periods that were paid and not refunded; of one refunded in part, the part that is kept."""
        return filter(None, map(self.find_kept, self.periods))

    def find_kept(self, key: str) -> StorePeriod | None:
        """Return what is kept of a period: all, the part that was not refunded, or None."""
        it, refund = self.periods[key], self.refunds.get(key)
        if refund is None or not refund.is_refunded:
            return it
        return replace(it, ends_at=min(it.ends_at, refund.kept_until)) if refund.kept_until else None

    @property
    def ends_at(self) -> datetime | None:
        """Return until when it is paid in the store, without what was refunded; None if nothing is."""
        return self.left.ends_at if self.left else max((it.ends_at for it in self.kept), default=None)

    @property
    def paid_through(self) -> datetime | None:
        """Return until when real money has paid for it; None if nothing has."""
        return None if self.is_test else self.ends_at

    @property
    def renews(self) -> bool:
        """Return whether the store will charge for it again, or tries to."""
        return self.renewal is not None and self.renewal.renews

    def status(self, now: datetime) -> StoreStatus:
        """Return how it is at an instant, as its store says."""
        if self.ends_at is not None and self.ends_at > now:
            return StoreStatus.ACTIVE if self.renews or self.renewal is None else StoreStatus.CANCELLED
        if self.renewal and self.renewal.grace_until and self.renewal.grace_until > now:
            return StoreStatus.GRACE
        if not self.periods:
            return StoreStatus.PENDING
        return StoreStatus.RETRYING if self.renews else StoreStatus.ENDED

    def is_paid(self, now: datetime) -> bool:
        """Return whether real money has paid for now, or its store keeps it running meanwhile."""
        running = (StoreStatus.ACTIVE, StoreStatus.CANCELLED, StoreStatus.GRACE)
        return not self.is_test and self.status(now) in running

    def is_watched(self, now: datetime) -> bool:
        """Return whether its store may still report something of it that counts."""
        last = max((it.ends_at for it in self.periods.values()), default=None)
        return self.renews or (now < last + STORE_RETRIES if last else self.renewal is None)

    @property
    def product_id(self) -> str:
        """Return the product of the newest period, or the one that is not paid yet."""
        newest = max(self.periods.values(), key=lambda it: (it.starts_at, it.said_at, it.product_id), default=None)
        return newest.product_id if newest else self.ordered

    def _with_period(self, fact: PeriodPaid) -> "StoreSubscription":
        known = self.periods.get(fact.key)
        if known and _rank_of(known) >= _rank_of(fact):
            return self
        period = StorePeriod(fact.product_id, fact.starts_at, fact.ends_at, fact.said_at)
        return replace(self, periods={**self.periods, fact.key: period})

    def _with_refund(self, fact: PeriodRefunded) -> "StoreSubscription":
        known = self.refunds.get(fact.key)
        is_newer = known is None or _refund_rank(fact) > _refund_rank(known)
        return replace(self, refunds={**self.refunds, fact.key: fact}) if is_newer else self

    def _with_renewal(self, fact: RenewalSaid) -> "StoreSubscription":
        is_newer = self.renewal is None or _renewal_rank(fact) > _renewal_rank(self.renewal)
        return replace(self, renewal=fact) if is_newer else self


def _rank_of(said: PeriodPaid | StorePeriod) -> tuple[datetime, datetime, datetime, str]:
    return said.said_at, said.ends_at, said.starts_at, said.product_id


def _refund_rank(said: PeriodRefunded) -> tuple[datetime, bool, timedelta]:
    """Return what is greater of the later word; of two at once, of the one that takes more back."""
    return said.said_at, said.is_refunded, _NEVER - said.kept_until if said.kept_until else timedelta.max


def _renewal_rank(said: RenewalSaid) -> tuple[datetime, bool, datetime, datetime]:
    return said.said_at, said.renews, said.renews_at or _NEVER, said.grace_until or _NEVER
