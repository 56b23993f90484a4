"""Calls at the simulated carrier, by plain HTTP: commands, the control, and the webhooks that follow."""

import json
from typing import Any

import requests

from local.polling import wait_until
from simulators.telnyx.application import CONNECTION_ID
from tests.simulators.customer import Customer

Json = dict[str, Any]
OURS, OTHER, CALLER, TARGET = "+14155550150", "+14155550151", "+12125550199", "+13125550177"


class Caller:
    """A caller of a connected number of ours, and the one who treats the call."""

    def __init__(self, customer: Customer) -> None:
        self.customer = customer
        self.connect(OURS)

    def connect(self, phone_number: str, connection_id: str = CONNECTION_ID) -> None:
        """Have one more number of ours."""
        self.customer.carrier.simulator.inventory.add_number(phone_number, "num_1", "number_order", connection_id)

    def post(self, path: str, **body: Any) -> Json:
        """Send something to the control of calls, and return its answer."""
        url = f"{self.customer.carrier.origin}/_control/telnyx/{path}"
        answer = requests.post(url, json=body, timeout=5)
        assert answer.ok, answer.text
        found: Json = answer.json()
        return found

    def call(self, to: str = OURS, **how: Any) -> Json:
        """Call one of our numbers from outside, and return the caller's leg."""
        call = self.post("calls", **({"from": CALLER, "to": to} | how))
        return dict(call["legs"][0] | {"call_id": call["call_id"]})

    def step(self, call: str, event: str, **more: Any) -> Json:
        """Have something happen to a call."""
        return self.post(f"calls/{call}", event=event, **more)

    def command(self, leg: Json, name: str, **body: Any) -> requests.Response:
        """Send a command to a leg."""
        return self.customer.ask("POST", f"calls/{leg['call_control_id']}/actions/{name}", json=body)

    def obey(self, leg: Json, name: str, **body: Any) -> None:
        """Send a command that succeeds."""
        answer = self.command(leg, name, **body)
        assert answer.ok, answer.text

    def legs(self, call_id: str) -> list[Json]:
        """Return the legs of a call as they are now."""
        url = f"{self.customer.carrier.origin}/_control/telnyx/calls"
        calls = requests.get(url, timeout=5).json()["calls"]
        return next(list(call["legs"]) for call in calls if call["call_id"] == call_id)

    def wait_for_legs(self, call_id: str, *states: str) -> list[Json]:
        """Return the legs of a call, once they are in these states."""
        wait_until(str(states), lambda: [leg["state"] for leg in self.legs(call_id)] == list(states), limit=5)
        return self.legs(call_id)

    def events(self, *until: str) -> list[Json]:
        """Return all events in the order of their times, once each type in `until` is among them so many times."""
        received = self.customer.carrier.listener.wait_for(
            lambda received: all(sum(_type(it.body) == kind for it in received) >= until.count(kind) for kind in until)
        )
        return sorted((json.loads(it.body)["data"] for it in received), key=lambda it: it["occurred_at"])

    def types(self, *until: str) -> list[str]:
        """Return the types of all events, without what comes before the dot."""
        return [str(it["event_type"]).removeprefix("call.") for it in self.events(*until)]


def error_of(answer: requests.Response) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    return answer.status_code, str(answer.json()["errors"][0]["code"])


def _type(body: bytes) -> str:
    return str(json.loads(body)["data"]["event_type"])
