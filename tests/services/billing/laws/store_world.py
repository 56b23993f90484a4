"""App stores in the world around billing: they renew, refund and stop, and people move to the web."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.billing.domain.plan import Subscription
from services.billing.domain.store_subscription import PeriodPaid, PeriodRefunded, RenewalSaid, Store, StoreSubscription
from tests.services.billing.laws.call_world import CallWorld
from tests.services.billing.laws.world import BEGINNING

PRODUCT = "phone.us.monthly"
MONTH = timedelta(days=30)


@dataclass
class AtStore:
    """A subscription in its store's own books: the periods that were paid, and how much of each is kept."""

    account: str
    plan: str
    kept: dict[str, timedelta] = field(default_factory=dict)
    said: int = 0

    @property
    def ends_at(self) -> datetime:
        """Return where the next period begins."""
        return BEGINNING + len(self.kept) * MONTH

    def says(self) -> datetime:
        """Return when it says its next fact."""
        self.said += 1
        return BEGINNING + timedelta(seconds=self.said)


@dataclass
class StoreWorld(CallWorld):
    """A world with app stores."""

    stores: dict[str, AtStore] = field(default_factory=dict)

    def subscribe(self, account: str) -> None:
        """Buy a subscription in a store, and order a number with it."""
        name, plan = self.fresh("sto"), self.fresh("sub")
        truth = self.stores[name] = AtStore(account, plan)
        it = StoreSubscription(Store.APP_STORE, name, account_id=account, plan=plan, number_id=plan)
        first = self._renewed(truth)
        self.billing.create_store_plan(
            _draft(plan, account), it.apply(first, RenewalSaid(True, truth.says(), first.ends_at))
        )

    def choose_again(self, name: str) -> None:
        """Order another number with a subscription, if it pays for none."""
        truth, plan = self.stores[name], self.fresh("sub")
        if self.billing.choose_again(_draft(plan, truth.account), name):
            truth.plan = plan

    def store_renews(self, name: str) -> None:
        """Charge for the next period in the store."""
        self.tell("store_says", name, self._renewed(self.stores[name]))

    def store_refunds(self, name: str, at: int, kept: int | None) -> None:
        """Refund a period in the store, perhaps in part: some days of it are kept."""
        truth = self.stores[name]
        key = list(truth.kept)[at % len(truth.kept)]
        start = BEGINNING + list(truth.kept).index(key) * MONTH
        truth.kept[key] = timedelta(days=kept or 0)
        until = start + truth.kept[key] if kept else None
        self.tell("store_says", name, PeriodRefunded(key, True, truth.says(), until))

    def store_gives_back(self, name: str, at: int) -> None:
        """Undo the refund of a period."""
        truth = self.stores[name]
        key = list(truth.kept)[at % len(truth.kept)]
        truth.kept[key] = MONTH
        self.tell("store_says", name, PeriodRefunded(key, False, truth.says()))

    def store_stops(self, name: str, renews: bool) -> None:
        """Turn the renewal off or on in the store."""
        truth = self.stores[name]
        self.tell("store_says", name, RenewalSaid(renews, truth.says(), truth.ends_at if renews else None))

    def go_to_web(self, name: str) -> None:
        """Move to the web, for good."""
        self.tell("moved_to_web", self.fresh("evt"), name)

    def _renewed(self, truth: AtStore) -> PeriodPaid:
        key, starts_at = self.fresh("per"), truth.ends_at
        truth.kept[key] = MONTH
        return PeriodPaid(key, PRODUCT, starts_at, starts_at + MONTH, truth.says())


def _draft(plan: str, account: str) -> Subscription:
    return Subscription(plan, plan, plan, "+14155551000", "local_monthly", account, account, account, BEGINNING)
