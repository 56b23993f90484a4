"""What tests do with number plans that are paid in an app store: buy there, choose a number, sweep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.numbers import NumberRequested
from services.billing.domain.plan import Subscription
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.stores import store_subscriptions
from tests.services.billing.harness import BillingHarness
from tests.services.billing.planning import number_requested, plan_of, renew
from tests.services.billing.storing import StoreHarness


@dataclass
class StorePlans:
    """Rosa has bought a subscription in the App Store, and chooses numbers with it."""

    stores: StoreHarness

    @property
    def billing(self) -> BillingHarness:
        """Return billing."""
        return self.stores.billing

    @property
    def bought(self) -> StoreSubscription:
        """Return the subscription as it is known."""
        (found,) = self.stores.known()
        return found

    @property
    def its_id(self) -> str:
        """Return our id of the subscription."""
        return store_subscriptions.id_of(self.bought)

    def buy(self) -> None:
        """Buy the subscription in the store, and claim it."""
        self.stores.claim(self.stores.buy(self.stores.rosa)["receipt"])

    def happen(self, event: str, **asked: Any) -> None:
        """Have something happen in the store, and its notification arrive."""
        count = len(self.stores.apple.listener.received)
        self.stores.buy(self.stores.rosa, event, **asked)
        self.stores.pass_on(count + 1)

    def request(self, number_id: str = "num_1", **more: Any) -> NumberRequested:
        """Return the event that a number is ordered with the subscription."""
        event = number_requested(number_id, holder=self.stores.rosa, asked_by=self.stores.rosa)
        return event.model_copy(update={"store_subscription_id": self.its_id, "user_id": self.stores.rosa} | more)

    def choose(self, number_id: str = "num_1", **more: Any) -> None:
        """Order a number with the subscription."""
        self.billing.deliver_events(self.request(number_id, **more))

    def plan(self, number_id: str = "num_1") -> Subscription:
        """Return the plan of a number."""
        return plan_of(self.billing, number_id)

    def sweep(self, as_of: datetime) -> None:
        """Run the sweep of an instant."""
        renew(self.billing, as_of)

    def reasons(self) -> list[str]:
        """Return why plans were refused."""
        return [it["reason"] for it in self.billing.events("PlanRefused")]
