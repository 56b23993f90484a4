"""The actions of a port-out in tests: another carrier's part, the carrier's webhooks, objections."""

from dataclasses import dataclass
from typing import Any

import requests

from contracts.event import Event
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import Reply, door
from tests.services.numbers.harness import OWNER, NumbersHarness


@dataclass
class PortOutsHarness:
    """A number that the team has, and other carriers."""

    harness: NumbersHarness
    number_id: str
    phone_number: str

    def happens(self, **how: Any) -> str:
        """Have another carrier ask for the number, or its order go on; deliver the webhooks. Return the order's id."""
        heard = len(self.harness.carrier.listener.received)
        order_id = self.happens_unheard(**how)
        self.harness.carrier.listener.wait_for(lambda now: len(now) > heard)
        self.hear_all()
        return order_id

    def happens_unheard(self, **how: Any) -> str:
        """Have something happen whose webhooks are lost, or come later."""
        named = {} if "phone_numbers" in how or "id" in how else {"phone_number": self.phone_number}
        answer = requests.post(f"{self._control}", json=named | how, timeout=5)
        assert answer.ok, answer.text
        return str(answer.json()["id"])

    def behave(self, **how: Any) -> None:
        """Say what becomes of objections, and how webhooks come."""
        assert requests.post(f"{self._control}/behaviour", json=how, timeout=5).ok

    def orders(self) -> list[dict[str, Any]]:
        """Return the carrier's orders."""
        return list(requests.get(self._control, timeout=5).json()["orders"])

    @property
    def _control(self) -> str:
        return f"{self.harness.carrier.origin}/_control/telnyx/portouts"

    def hear_all(self) -> None:
        """Deliver every webhook, also those delivered before, and run what follows, until no more come."""
        done = -1
        while done < len(self.harness.carrier.listener.received):
            done = len(self.harness.carrier.listener.received)
            for delivery in list(self.harness.carrier.listener.received):
                assert self.harness.deliver(delivery) == 200
            self.harness.world.settle()

    def deliver(self, event: Event) -> bool:
        """Deliver an event to the door of numbers that leave; return whether it was handled."""
        with self.harness.world.inside("numbers"):
            answer = deliver(door("numbers", "leaving").handler, queue_batch(enveloped(event)))
        return bool(answer == {"batchItemFailures": []})

    def listed(self, as_: str = OWNER, **query: str) -> list[dict[str, Any]]:
        """Return a list of port-outs."""
        reply = self.harness.ask("GET /v1/port-outs", as_, query=query)
        assert reply.status == 200, reply
        return list(reply.body["items"])

    def only(self) -> dict[str, Any]:
        """Return the only port-out of the number."""
        (found,) = self.listed(number_id=self.number_id)
        return found

    def object(self, as_: str = OWNER) -> Reply:
        """Object to the only port-out."""
        path = {"id": self.only()["port_out_id"]}
        return self.harness.ask("POST /v1/port-outs/{id}/object", as_, path=path, body={})

    def pin(self, as_: str = OWNER, method: str = "GET", **request: Any) -> Reply:
        """Ask for the PIN of the number, or with POST for a new one."""
        path = {"id": self.number_id}
        return self.harness.ask(f"{method} /v1/numbers/{{id}}/port-out-pin", as_, path=path, **request)

    def pin_at_carrier(self) -> str:
        """Return the PIN that the carrier has."""
        numbers = self.harness.carrier.books()["numbers"]
        return next(str(it["external_pin"]) for it in numbers if it["phone_number"] == self.phone_number)

    def notices(self) -> list[tuple[str, str]]:
        """Return who was notified of what."""
        return [(it["account_id"], it["kind"]) for it in self.harness.events("PortOutNoticeDue")]
