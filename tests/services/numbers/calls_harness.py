"""The actions of calls in tests: callers call, the carrier's webhooks are delivered, the test plays billing."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import requests

from contracts.calls import CallFunded, CallUnfunded
from contracts.event import Event
from kernel import clock, ids
from kernel.dynamodb.items import to_item
from kernel.dynamodb.transact_items import put
from services.numbers.domain.call import Call
from services.numbers.domain.call_entry import CallEntry
from services.numbers.domain.call_settings import CallSettings, Forwarding, Voicemail
from services.numbers.domain.phone_app import PhoneApp
from services.numbers.stores import call_entries, call_settings, phone_apps
from services.numbers.stores import calls as stored_calls
from simulators.telnyx import API_KEY
from simulators.telnyx.application import CREDENTIAL_CONNECTION_ID
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import door
from tests.moto_tables import items_in
from tests.running_simulator import ReceivedWebhook
from tests.services.numbers.harness import MEMBER, TEAM, NumbersHarness

CALLER, TARGET = "+12125550199", "+442079460000"
_WAIT = 8.0
_DELIVERIES = 4


@dataclass
class CallsHarness:
    """A member's number that is called, and how far the carrier's webhooks and billing's answers are delivered."""

    harness: NumbersHarness
    number_id: str
    phone_number: str
    heard: int = 0
    answered: set[str] = field(default_factory=set)
    statuses: list[int] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)  # the carrier's id of each call
    credits: int = 3_600  # seconds of talking that billing has credits for; 0 refuses

    def __post_init__(self) -> None:
        """Connect the number, and forward its calls."""
        connection_id = self.harness.world.surroundings["numbers"]["CARRIER_CONNECTION_ID"]
        for number in self.harness.carrier.simulator.inventory.numbers.values():
            number["connection_id"] = connection_id
        self.sets(forwarding=Forwarding(TARGET, "always", 25), voicemail=Voicemail(is_on=False))

    def sets(self, **settings: Any) -> None:
        """Store the settings of the number."""
        state = CallSettings(self.phone_number, self.number_id, TEAM, team_id=TEAM, user_id=MEMBER, is_active=True)
        item = call_settings.key(self.phone_number) | to_item(replace(state, **settings))
        self.harness.table.commit([put(item)])

    def has_app(self, account_id: str = MEMBER, **does: Any) -> str:
        """Register a person's app at the carrier, and return its address there."""
        carrier = self.harness.carrier
        body = {"connection_id": CREDENTIAL_CONNECTION_ID}
        headers = {"authorization": f"Bearer {API_KEY}"}
        made = requests.post(f"{carrier.url}/telephony_credentials", json=body, headers=headers, timeout=5).json()
        name = made["data"]["sip_username"]
        app = PhoneApp(account_id, made["data"]["id"], name, clock.now() + timedelta(days=1))
        self.harness.table.commit([phone_apps.save(app, None)])
        carrier.requests_for("apps", sip_username=name, **does)
        return f"sip:{name}@sip.telnyx.com"

    def control(self, path: str, **said: Any) -> dict[str, Any]:
        """Say something to the control of the carrier's calls."""
        url = f"{self.harness.carrier.origin}/_control/telnyx/calls{path}"
        answer = requests.post(url, json=said, timeout=5)
        assert answer.ok, answer.text
        return dict(answer.json())

    def comes(self, caller: str = CALLER, caller_does: dict[str, Any] | None = None, **how: Any) -> str:
        """Have someone call the number, and return the id of the call."""
        how |= {"caller": {"seconds": 42} | caller_does} if caller_does else {}
        call = self.control("", **({"from": caller, "to": self.phone_number, "seconds": 42} | how))
        call_id = ids.derived_id("call", call["call_id"])
        self.sessions[call_id] = call["call_id"]
        return call_id

    def status(self, call_id: str) -> str:
        """Return how a call is at the carrier."""
        url = f"{self.harness.carrier.origin}/_control/telnyx/calls"
        found = requests.get(url, timeout=5).json()["calls"]
        return str(next(it["status"] for it in found if it["call_id"] == self.sessions[call_id]))

    def deliver(self, delivery: ReceivedWebhook) -> int:
        """Deliver a webhook to its door, and return the status."""
        event = {
            "routeKey": "POST /webhooks/carrier/voice",
            "headers": delivery.headers,
            "requestContext": {"requestId": "req", "http": {"sourceIp": "192.76.120.192"}},
            "body": base64.b64encode(delivery.body).decode(),
            "isBase64Encoded": True,
        }
        with self.harness.world.inside("numbers"):
            return int(door("numbers", "voice").handler(event, None)["statusCode"])

    def react(self, event: Event, event_id: str = "") -> None:
        """Deliver an event to the door of running calls."""
        with self.harness.world.inside("numbers"):
            batch = queue_batch(enveloped(event, **({"event_id": event_id} if event_id else {})))
            assert deliver(door("numbers", "calling").handler, batch) == {"batchItemFailures": []}

    def pump(self) -> None:
        """Deliver what the carrier has sent, and billing's answers to what was asked."""
        received = self.harness.carrier.listener.received
        while self.heard < len(received):
            self.heard += 1
            if json.loads(received[self.heard - 1].body)["data"]["event_type"].startswith("call."):
                self._deliver_until_done(received[self.heard - 1])
        self._answer_for_billing()

    def _deliver_until_done(self, delivery: ReceivedWebhook) -> None:
        """Deliver a webhook, again if the answer says that its fault passes."""
        for _ in range(_DELIVERIES):
            self.statuses.append(self.deliver(delivery))
            if self.statuses[-1] < 500:
                return

    def until(self, what: Callable[[], Any]) -> Any:
        """Deliver what comes until something is so; return it."""
        limit = time.monotonic() + _WAIT
        while time.monotonic() < limit:
            self.pump()
            found = what()
            if found:
                return found
            time.sleep(0.01)
        raise AssertionError(f"not within {_WAIT} s; {self.statuses}, {self.all()}")

    def is_over(self, call_id: str) -> Callable[[], bool]:
        """Return whether a call is settled, and both ends are reported."""
        return lambda: (
            (call := self.find(call_id)) is not None and call.is_settled and not any(leg.is_alive for leg in call.legs)
        )

    def find(self, call_id: str) -> Call | None:
        """Return a call as it is stored."""
        return stored_calls.find(self.harness.table, call_id)

    def all(self) -> list[str]:
        """Return what is stored of all calls, for a look at it."""
        return [str(item) for item in items_in(self.harness.table.name) if item["sk"] == "CALL"]

    def entries(self) -> list[CallEntry]:
        """Return the lines of the log of calls of the number, newest first."""
        page = call_entries.query_number(self.harness.table, self.number_id, limit=25)
        return [call_entries.read(item) for item in page.items]

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the data of the published events of a type."""
        return self.harness.events(kind)

    def commands(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the commands that reached the carrier, in their order."""
        found = []
        for exchange in list(self.harness.carrier.exchanges):
            path = exchange.target
            if exchange.method == "POST" and "/calls" in path and "_control" not in path:
                name = path.rpartition("/actions/")[2] if "/actions/" in path else "dial"
                found.append((name, json.loads(exchange.sent)))
        return found

    def look(self, at: datetime) -> None:
        """Run the job that looks at calls, as of an instant, and what follows from it."""
        self.harness.world.run_job("numbers", "look_at_calls", clock.to_text(at))
        self.harness.world.settle()
        self.pump()

    def _answer_for_billing(self) -> None:
        for data in self.events("CallArrived"):
            if data["call_id"] not in self.answered:
                self.answered.add(data["call_id"])
                self.react(self.answer(data["call_id"]))

    def answer(self, call_id: str) -> Event:
        """Return billing's answer about the first slice of a call."""
        if not self.credits:
            return CallUnfunded(call_id=call_id, slice=1, reason="insufficient_credits")
        seconds = min(900, self.credits)
        return CallFunded(call_id=call_id, slice=1, seconds=seconds, limit_seconds=self.credits)
