"""Billing alone in this process, on a clock of its own: its real doors, the emulator's table, PayPal's stand-in."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cache, partial
from ipaddress import IPv4Network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from bench.cloud import Cloud, cloud
from contracts.event import Envelope, Event
from contracts.identity import AccountRegistered
from infra.doors import Doors
from kernel import clock, settings
from services.billing import schedule
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from tests.events import app_headers, deliver, enveloped, http_event, queue_batch
from tests.in_process import forget_what_is_cached, handler_of
from tests.paypal import RunningPayPal

_DOORS = tuple(Doors.of("billing").apis.values())
_handler_of = cache(partial(handler_of, "billing"))
_URLS = {"return_url": "https://portal.test/ok", "cancel_url": "https://portal.test/no", "payer": "self"}


class _PayPal(RunningPayPal):
    """One that counts what it is asked, and keeps no record of it: a year of it would fill the memory."""

    asked = 0

    def _is_documented(self, path: str) -> bool:
        self.asked += path.startswith("/paypal/v")
        return False


class YearHarness:
    """Billing, and the clock in our hand."""

    def __init__(self, cloud: Cloud, paypal: _PayPal, at: datetime) -> None:
        self.cloud, self.paypal, self.at = cloud, paypal, at
        self._addresses = IPv4Network("198.18.0.0/15").hosts()  # one for each payer: starts are limited by address

    def ask(self, key: str, as_: str, **request: Any) -> Any:
        """One request."""
        door = next(door for door in _DOORS if key in {route.key for route in door.routes})
        answer = door.handler(http_event(key, caller=as_, headers=app_headers(door.routes, key), **request), None)
        if answer["statusCode"] >= 400:
            raise AssertionError(f"{key} answered {answer}")
        return json.loads(answer["body"])

    def deliver_event(self, event: Event) -> None:
        """An event of another service arrives."""
        self.react(enveloped(event))

    def react(self, envelope: Envelope) -> bool:
        """Hand an event to the doors that react to it; return whether it need not come again."""
        handler = _handler_of(envelope.type)
        return handler is None or not deliver(handler, queue_batch(envelope))["batchItemFailures"]

    def run(self, job: str) -> None:
        """Run a job as of now. Raises AssertionError if it fails."""
        said = {"job": job, "as_of": clock.to_text(self.at)}
        answer = deliver(schedule.handler, {"Records": [{"messageId": "m", "body": json.dumps(said)}]})
        if answer["batchItemFailures"]:
            raise AssertionError(f"{job} failed as of {self.at}")

    def settle(self) -> None:
        """Deliver what lies in the outbox, and what that leads to."""
        while self.cloud.outbox:
            if not self.react(envelope := self.cloud.outbox.popleft()):
                raise AssertionError(f"billing failed on {envelope}")

    def add_payer(self, account_id: str) -> None:
        """Create an account with a PayPal wallet."""
        phone_number, email = f"+1415{sum(map(ord, account_id)):07}", f"{account_id}@example.com"
        self.deliver_event(
            AccountRegistered(account_id=account_id, phone_number=phone_number, name=account_id, email=email)
        )
        setup = "POST /v1/billing/payment-method"
        setup_id = self.ask(setup, account_id, body=_URLS, address=str(next(self._addresses)))["setup_id"]
        approved = self.paypal.approve(setup_id)
        confirm = "POST /v1/billing/payment-method/{setup_id}/confirm"
        self.ask(confirm, account_id, path={"setup_id": setup_id}, body=approved)
        self.settle()


@contextmanager
def opened(at: datetime) -> Iterator[YearHarness]:
    """Open billing at this instant, without PayPal's webhooks: payments must not depend on them."""
    with ExitStack() as until_closed:
        paypal = _PayPal(Path(until_closed.enter_context(TemporaryDirectory())))
        until_closed.callback(paypal.stop)
        paypal.control("delivery", drop=True)
        surroundings = {
            "SECRET_NAME": "billing",
            "PAYPAL_URL": paypal.url,
            "PAYPAL_WEBHOOK_ID": WEBHOOK_ID,
            "PAYPAL_CERT_HOSTS": "127.0.0.1",
            "PORTAL_URL": "https://portal.test",
            "APP_OPEN_LINK": "teamline://business/transfer",
            "NEW_WALLET_USD": "100000",
            "MAIL_SENDER": "hello@portal.test",
            "MAIL_CONFIGURATION_SET": "teamline",
        }
        secrets = {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET}
        inside = until_closed.enter_context(cloud(f"year-{uuid4().hex}", secrets, surroundings))
        until_closed.callback(_forget)
        until_closed.enter_context(_quiet())
        _forget()
        harness = YearHarness(inside, paypal, at)
        until_closed.enter_context(_clock(lambda: harness.at))
        paypal.simulator.state.at = lambda: harness.at
        yield harness


def _forget() -> None:
    forget_what_is_cached("billing")
    settings._secrets.cache_clear()


@contextmanager
def _clock(now: Callable[[], datetime]) -> Iterator[None]:
    """Replace the clock of this process."""
    before = clock.now
    clock.now = now
    try:
        yield
    finally:
        clock.now = before


@contextmanager
def _quiet() -> Iterator[None]:
    """Disable logging: a run makes a million calls."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
