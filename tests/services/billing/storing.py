"""What tests do with billing and the App Store: people with accounts of their own, purchases, notifications."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from contracts.account_token import to_account_token
from kernel import ids
from services.billing.domain.store_subscription import StoreSubscription
from tests.app_store import RunningAppStore
from tests.events import http_event
from tests.in_process import Reply, door
from tests.running_simulator import ReceivedWebhook
from tests.services.billing.harness import BillingHarness
from tests.services.billing.store_worlds import billing_with, changed_settings, known_to, register

CLAIM, LIST = "POST /v1/store-subscriptions", "GET /v1/store-subscriptions"
DOOR = "POST /webhooks/app-store"


@dataclass
class StoreHarness:
    """Billing with the App Store, and two people."""

    billing: BillingHarness
    apple: RunningAppStore
    rosa: str = field(default_factory=lambda: ids.new_id("acc"))
    sam: str = field(default_factory=lambda: ids.new_id("acc"))

    def register(self) -> None:
        """Let billing know both people."""
        register(self.billing, {self.rosa: "Rosa", self.sam: "Sam"})

    def buy(self, who: str = "", event: str = "subscribed", **more: Any) -> dict[str, Any]:
        """Buy in the store, as a customer whose app names this account; return what the store gives the app."""
        named = {"account_token": to_account_token(who)} if who else {}
        return self.apple.happen(event, account_id=who or uuid4().hex, **named, **more)

    def claim(self, receipt: str, as_: str = "", store: str = "app_store", **more: Any) -> Reply:
        """Hand a receipt in."""
        body = {"store": store, "receipt": receipt}
        reply = self.billing.ask(CLAIM, as_ or self.rosa, body=body, **more)
        self.billing.world.settle()
        return reply

    def shown(self, as_: str = "") -> list[dict[str, Any]]:
        """Return the caller's subscriptions."""
        reply = self.billing.ask(LIST, as_ or self.rosa)
        assert reply.status == 200, reply
        items: list[dict[str, Any]] = reply.body["items"]
        return items

    def receive(self, body: bytes | Mapping[str, Any], *, settled: bool = True) -> int:
        """Let a notification arrive at the door; return the status of the answer."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        event = http_event(DOOR, raw=raw.decode(), caller=None, base64=True)
        with self.billing.world.inside("billing"):
            status = int(door("billing", "app_store_webhooks").handler(event, None)["statusCode"])
        if settled:
            self.billing.world.settle()
        return status

    def arrived(self, count: int = 1) -> list[ReceivedWebhook]:
        """Wait until so many notifications were sent."""
        return self.apple.listener.wait_for(lambda heard: len(heard) >= count)

    def pass_on(self, count: int = 1) -> None:
        """Let all notifications arrive, once so many were sent."""
        for delivery in self.arrived(count):
            assert self.receive(delivery.body) == 200

    def known(self) -> list[StoreSubscription]:
        """Return all subscriptions as they are stored."""
        return known_to(self.billing)

    def set(self, **settings: str) -> AbstractContextManager[None]:
        """Change settings for a while."""
        return changed_settings(self.billing, settings)


def store_harness(billing: BillingHarness, apple: RunningAppStore, **otherwise: str) -> StoreHarness:
    """Return billing that knows the App Store, with settings of its own if there are any."""
    harness = StoreHarness(billing_with(billing, apple.settings | otherwise, apple.secrets), apple)
    harness.register()
    return harness
