"""The cast with its providers: requests, events, jobs and webhooks, each with all that follows from it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from contracts.event import Event
from kernel import clock
from tests.carrier import RunningCarrier
from tests.events import enveloped
from tests.in_process import Reply, mails, texts
from tests.moto_tables import items_to_change, put_back
from tests.paypal import RunningPayPal
from tests.running_simulator import ReceivedWebhook
from tests.services.cast import Cast, phone_of
from tests.services.rights import Tables


@dataclass
class Stage:
    """The cast with its providers."""

    cast: Cast
    paypal: RunningPayPal
    carrier: RunningCarrier
    first: Tables  # as the cast was made

    def ask(self, key: str, as_: str = "owner", status: int = 0, **request: Any) -> Reply:
        """Send a request of one of the cast, and let all that follows happen."""
        request = {name: self.cast.resolve(value) for name, value in request.items()}
        reply = self.cast.world.call(key, as_=self.cast.ids[as_] if as_ else None, **request)
        assert reply.status < 400 or reply.status == status, reply
        self.cast.world.settle()
        return reply

    def pass_on(self, event: Event) -> None:
        """Deliver an event that a service would publish, and what follows from it."""
        self.cast.world.deliver(enveloped(event, actor=self.cast.ids["owner"]))
        self.cast.world.settle()

    def run(self, service: str, job: str, *, settles: bool = True, **ahead: float) -> None:
        """Run a job as of a moment ahead, and let all that follows happen."""
        self.cast.world.run_job(service, job, clock.to_text(clock.now() + timedelta(**ahead)))
        if settles:
            self.cast.world.settle()

    def hear(self, service: str, do: Callable[[], object], count: int = 1) -> None:
        """Do something that a provider sends webhooks of, and deliver these."""
        listener = self.paypal.listener if service == "billing" else self.carrier.listener
        before = len(listener.received)
        do()
        for delivery in listener.wait_for(lambda heard: len(heard) >= before + count)[before:]:
            self.deliver(service, delivery)

    def deliver(self, service: str, delivery: ReceivedWebhook) -> None:
        """Deliver a webhook, and what follows from it."""
        route = "POST /webhooks/paypal" if service == "billing" else "POST /webhooks/carrier"
        assert self.cast.world.deliver_events(service, route, delivery.headers, delivery.body) == 200
        self.cast.world.settle()

    def put_back(self, tables: Tables) -> None:
        """Have the tables as they were at a moment of the story."""
        for name, items in tables.items():
            put_back(name, items)

    def forget_pauses(self, service: str) -> None:
        """Let the pauses between two codes be over."""
        for item in items_to_change(self.cast.world.surroundings[service]["TABLE_NAME"]):
            item.attrs.pop("next_at", None)
            if "resend_at" in item.attrs:
                item.attrs["resend_at"].value = clock.to_text(clock.now())

    def token(self, link: str, of: str) -> str:
        """Return the token of the newest link to a page that a person got."""
        got = [*texts(phone_of(of)), *mails(f"{of}@example.com")]
        return [found for text in got for found in re.findall(rf"/{link}\?token=([A-Za-z0-9_.-]+)", text)][-1]
