"""What tests do with billing and Google Play: people with accounts of their own, purchases, pushes."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from contracts.account_token import to_account_token
from kernel import clock, ids
from services.billing.domain.store_subscription import StoreSubscription
from tests.events import http_event
from tests.google_play import RunningGooglePlay
from tests.in_process import Reply, door
from tests.running_simulator import ReceivedWebhook
from tests.services.billing.harness import BillingHarness
from tests.services.billing.store_worlds import billing_with, changed_settings, known_to, register

DOOR, CLAIM, LIST = "POST /webhooks/google-play", "POST /v1/store-subscriptions", "GET /v1/store-subscriptions"
PRODUCTS = {"phone.us.monthly": "local_monthly", "phone.us.yearly": "local_yearly"}


@dataclass
class PlayHarness:
    """Billing with Google Play, and two people."""

    billing: BillingHarness
    google: RunningGooglePlay
    rosa: str = field(default_factory=lambda: ids.new_id("acc"))
    sam: str = field(default_factory=lambda: ids.new_id("acc"))

    def register(self) -> None:
        """Let billing know both people."""
        register(self.billing, {self.rosa: "Rosa", self.sam: "Sam"})

    def happen(self, event: str, **asked: Any) -> dict[str, Any]:
        """Have something happen to Rosa's subscription, and let its pushes arrive."""
        happened = self.google.happen(event, **({"account_id": self.rosa} | asked))
        for notification_id in happened["notification_ids"]:
            assert self.receive(self.arrived(notification_id)) == 200
        return happened

    def buy(self, event: str = "subscribed", *, named: bool = True, **asked: Any) -> dict[str, Any]:
        """Have Rosa buy with the app, which names her account if it is `named`."""
        token = {"account_token": to_account_token(self.rosa)} if named else {}
        return self.happen(event, **(token | asked))

    def arrived(self, notification_id: str) -> ReceivedWebhook:
        """Wait until a push has arrived."""

        def found(received: list[ReceivedWebhook]) -> list[ReceivedWebhook]:
            return [it for it in received if notification_id in it.body.decode()]

        return found(self.google.listener.wait_for(lambda received: bool(found(received))))[-1]

    def receive(self, push: ReceivedWebhook, *, settled: bool = True) -> int:
        """Let a push arrive at the door, and what follows happen; return the status of the answer."""
        event = http_event(DOOR, raw=push.body.decode(), headers=push.headers, caller=None, base64=True)
        with self.billing.world.inside("billing"):
            status = int(door("billing", "google_play_webhooks").handler(event, None)["statusCode"])
        if settled:
            self.billing.world.settle()
        return status

    def claim(self, receipt: str, as_: str = "") -> Reply:
        """Hand a purchase token in."""
        reply = self.billing.ask(CLAIM, as_ or self.rosa, body={"store": "google_play", "receipt": receipt})
        self.billing.world.settle()
        return reply

    def claim_status(self, receipt: str) -> int:
        """Hand a purchase token in, and return the status; what follows waits."""
        return self.billing.ask(CLAIM, self.rosa, body={"store": "google_play", "receipt": receipt}).status

    def shown(self, as_: str = "") -> list[dict[str, Any]]:
        """Return the caller's subscriptions."""
        items: list[dict[str, Any]] = self.billing.ask(LIST, as_ or self.rosa).body["items"]
        return items

    def known(self) -> list[StoreSubscription]:
        """Return all subscriptions as they are stored."""
        return known_to(self.billing)

    def only(self) -> StoreSubscription:
        """Return the one subscription that there is."""
        (found,) = self.known()
        return found

    def look(self, as_of: datetime | None = None) -> None:
        """Have the stores looked at, as each day."""
        self.billing.world.run_job("billing", "look_at_stores", clock.to_text(as_of) if as_of else None)
        self.billing.world.settle()

    def set(self, **settings: str) -> AbstractContextManager[None]:
        """Change settings for a while."""
        return changed_settings(self.billing, settings)

    def asked(self, what: str) -> int:
        """Return how many requests of the API had this in their path."""
        return sum(what in it.target for it in self.google.exchanges)


def play_harness(billing: BillingHarness, google: RunningGooglePlay) -> PlayHarness:
    """Return billing that knows Google Play."""
    settings = google.settings | {"STORE_PRODUCTS": json.dumps(PRODUCTS)}
    harness = PlayHarness(billing_with(billing, settings, google.secrets), google)
    harness.register()
    return harness
