"""All services in this process, on moto: requests go into their doors, events from outbox to consumer.

For what only several services together can show, without an emulator: who may call what, how many AWS
calls a route makes, sagas. The bus is a loop here; the real one is proved by the journeys.
"""

import importlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses import ses_backends
from moto.sns import sns_backends

from contracts.event import Envelope
from infra.doors import Doors
from kernel import aws, settings
from kernel.http.api import Api
from tests.conftest import create_table
from tests.events import app_headers, deliver, http_event, queue_batch
from tests.moto_tables import empty, events_in
from tests.unsealing import moto_unseals

Handler = Callable[[dict[str, Any], object], dict[str, Any]]
SENDER = "hello@teamline.example"


@dataclass(frozen=True)
class Reply:
    """An answer as a caller gets it."""

    status: int
    body: Any
    headers: dict[str, str]


@dataclass
class InProcessServices:
    """Services with a table each, and settings of their own."""

    surroundings: dict[str, dict[str, str]]
    delivered: set[str] = field(default_factory=set)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)  # session and generation, by account

    @property
    def services(self) -> list[str]:
        """Return the names of the services."""
        return list(self.surroundings)

    def serving(self, key: str) -> tuple[str, Api]:
        """Return the service that has this route, and its door. Raises KeyError if there is none."""
        for service in self.services:
            for api in _doors(service).apis.values():
                if key in {route.key for route in api.routes}:
                    return service, api
        raise KeyError(key)

    def call(self, key: str, *, as_: str | None = None, **request: Any) -> Reply:
        """Send one request, by route key; `as_` is the caller's account, with its token of `tokens`.

        As an app does, send a new Idempotency-Key with what needs one, unless the request has its own.
        """
        request = self.tokens.get(as_ or "", {}) | request
        service, api = self.serving(key)
        request["headers"] = app_headers(api.routes, key) | (request.get("headers") or {})
        with self.inside(service):
            response = api.handler(http_event(key, caller=as_, **request), None)
        text = response.get("body") or ""
        is_json = "json" in response["headers"].get("content-type", "")
        return Reply(response["statusCode"], json.loads(text) if text and is_json else text, response["headers"])

    def deliver_events(
        self, service: str, key: str, headers: dict[str, str], body: bytes, *, door_name: str = "webhooks"
    ) -> int:
        """Send a signed delivery to a service's webhook door, and return the status of its answer."""
        event = http_event(key, raw=body.decode(), headers=headers, caller=None, base64=True)
        with self.inside(service):
            return int(door(service, door_name).handler(event, None)["statusCode"])

    def settle(self) -> list[Envelope]:
        """Deliver the events of all outboxes, and those that follow from them, until there are none; return them."""
        all_of_it: list[Envelope] = []
        while fresh := self.outbox(but=self.delivered):
            for envelope in fresh:
                self.deliver(envelope)
            self.delivered |= {envelope.id for envelope in fresh}
            all_of_it += fresh
        return all_of_it

    @property
    def tables(self) -> list[str]:
        """Return the names of the services' tables."""
        return [surroundings["TABLE_NAME"] for surroundings in self.surroundings.values()]

    def outbox(self, but: Set[str] = frozenset()) -> list[Envelope]:
        """Return every event of every service, except those with ids in `but`, in the order of their ids."""
        found = [envelope for table in self.tables for envelope in events_in(table, but)]
        return sorted(found, key=lambda envelope: envelope.id)

    def deliver(self, envelope: Envelope) -> None:
        """Give an event to every service that reacts to it."""
        for service in self.services:
            if handler := handler_of(service, envelope.type):
                with self.inside(service):
                    answer = deliver(handler, queue_batch(envelope))
                assert answer == {"batchItemFailures": []}, f"{service} failed on {envelope.type}: see the log"

    def run_job(self, service: str, job: str, as_of: str | None = None) -> None:
        """Run a scheduled job once."""
        message = {"job": job} | ({"as_of": as_of} if as_of else {})
        with self.inside(service):
            records = {"Records": [{"messageId": "m1", "body": json.dumps(message)}]}
            assert door(service, "schedule").handler(records, None) == {"batchItemFailures": []}

    def empty(self) -> None:
        """Empty all tables, mailboxes and phones."""
        for table in self.tables:
            empty(table)
        forget_messages()

    @contextmanager
    def inside(self, service: str) -> Iterator[None]:
        """Set the environment that the functions of this service have."""
        before = dict(os.environ)
        os.environ.update(self.surroundings[service])
        settings._secrets.cache_clear()
        try:
            with moto_unseals():
                yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def texts(to: str) -> list[str]:
    """Return the texts that reached a phone, oldest first."""
    sent = sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sms_messages
    return [message[1] for message in sent.values() if message[0] == to]


def forget_messages() -> None:
    """Empty all mailboxes and phones, so that a test reads only what it sent."""
    sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sms_messages.clear()
    ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages.clear()


def mails(to: str) -> list[str]:
    """Return the mails that reached a mailbox, oldest first."""
    sent = ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages
    return [message.body for message in sent if to in message.destinations["ToAddresses"]]


def build_services(
    services: tuple[str, ...], given: dict[str, dict[str, str]], secrets: dict[str, dict[str, str]]
) -> InProcessServices:
    """Create tables, keys, secrets and settings of these services on moto."""
    kms = aws.client("kms")
    aws.client("ses").verify_email_identity(EmailAddress=SENDER)
    signing = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    world = InProcessServices({})
    for service in services:
        table, secret = f"{service}-{uuid4().hex}", f"{service}-{uuid4().hex}"
        create_table(aws.client("dynamodb"), table)
        aws.client("secretsmanager").create_secret(Name=secret, SecretString=json.dumps(secrets.get(service, {})))
        factors = kms.create_key()["KeyMetadata"]["KeyId"]
        sealing = kms.create_key(KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["KeyId"]
        world.surroundings[service] = {
            "TABLE_NAME": table,
            "SECRET_NAME": secret,
            "SIGNING_KEY_ID": signing,
            "SEALING_KEY_ID": sealing,
            "FACTORS_KEY_ID": factors,
            "MAIL_SENDER": SENDER,
            "MAIL_CONFIGURATION_SET": "teamline",
        } | given.get(service, {})
        forget_what_is_cached(service)
    return world


def door(service: str, name: str) -> ModuleType:
    """Import a door of a service."""
    return importlib.import_module(f"services.{service}.{name}")


def handler_of(service: str, event_type: str) -> Handler | None:
    """Return what handles this type of event: the door to the bus that reacts to it, or each of several; or None."""
    doors = _doors(service).consumers.values()
    handlers = [it.handler for it in doors if event_type in {event.__name__ for event in it.events}]
    return handlers[0] if len(handlers) == 1 else partial(_handle_by_each, handlers) if handlers else None


def _handle_by_each(handlers: Iterable[Handler], batch: dict[str, Any], context: object) -> dict[str, Any]:
    """Hand a batch to each door, as each has a queue of its own, and return what fails at any of them."""
    failed = [failure for it in handlers for failure in deliver(it, batch)["batchItemFailures"]]
    return {"batchItemFailures": failed}


def forget_what_is_cached(service: str) -> None:
    """Let a service read its environment again, as a fresh container does."""
    for module in _wirings(service):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


@cache
def _wirings(service: str) -> list[ModuleType]:
    package = importlib.import_module(f"services.{service}")
    files = (file for folder in package.__path__ for file in sorted(Path(folder).glob("*wiring.py")))
    own_cache = ["authorizer"] if service == "identity" else []
    return [door(service, name) for name in (*(file.stem for file in files), *own_cache)]


@cache
def _doors(service: str) -> Doors:
    return Doors.of(service)
