"""The actions of messages in tests: send them, have them paid or refused, deliver the carrier's reports."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from contracts.messages import MessageDue, MessagePaid, MessageRefused
from kernel import clock
from tests.in_process import Reply
from tests.moto_tables import items_in
from tests.running_simulator import ReceivedWebhook
from tests.services.numbers.harness import MEMBER, NumbersHarness

FRIEND = "+14155550188"
DAY = timedelta(days=1, minutes=1)


@dataclass
class TextsHarness:
    """A member with a number, and the number they text to."""

    harness: NumbersHarness
    number_id: str
    phone_number: str

    def writes(self, text: str = "On my way", to: str = FRIEND, as_: str = MEMBER, **request: Any) -> Reply:
        """Request that a text be sent."""
        body = {"number_id": self.number_id, "to": to, "text": text}
        return self.harness.ask("POST /v1/messages", as_, body=body | request.pop("body", {}), **request)

    def wants(self, text: str = "On my way") -> str:
        """Return the id of a requested text."""
        reply = self.writes(text)
        assert reply.status == 202, reply
        return str(reply.body["message_id"])

    def sends(self, text: str = "On my way", **behavior: Any) -> str:
        """Return the id of a text that is paid and sent, with the carrier behaving as given."""
        message_id = self.wants(text)
        if behavior:
            self.harness.carrier.behave_at_texts(**behavior)
        self.harness.deliver_events(paid(message_id))
        return message_id

    def hears(self, count: int = 2) -> list[ReceivedWebhook]:
        """Wait for this many webhooks of texts, and deliver each of them twice."""
        heard = self.harness.carrier.listener.wait_for(lambda all_of_it: len(_of_texts(all_of_it)) >= count)
        for delivery in _of_texts(heard):
            for _ in range(2):
                assert self.harness.deliver(delivery) == 200
        self.harness.world.settle()
        return _of_texts(heard)

    def hears_from(self, sender: str = FRIEND, text: str = "Hello", to: str = "", **more: Any) -> None:
        """Send a text from outside, and deliver its webhook."""
        before = len(_of_texts(self.harness.carrier.listener.received))
        self.harness.carrier.requests_for(
            "texts", **{"from": sender, "to": to or self.phone_number, "text": text}, **more
        )
        self.hears(before + 1)

    def refused(self, message_id: str, reason: str = "insufficient_credits") -> None:
        """Deliver billing's refusal of a text."""
        self.harness.deliver_events(MessageRefused(message_id=message_id, reason=reason))

    def lists(self, as_: str = MEMBER, **query: str) -> list[dict[str, Any]]:
        """Return a caller's texts."""
        reply = self.harness.ask("GET /v1/messages", as_, query=query)
        assert reply.status == 200, reply
        return list(reply.body["items"])

    def see(self, message_id: str) -> dict[str, Any]:
        """Return one of the member's texts."""
        return next(it for it in self.lists() if it["message_id"] == message_id)

    def status(self, message_id: str) -> str:
        """Return the status of a text."""
        return str(self.see(message_id)["status"])

    def later(self, by: timedelta = DAY) -> None:
        """Run the job that rechecks texts, this much later."""
        self.harness.run("recheck_messages", clock.now() + by)

    def failures(self) -> list[dict[str, Any]]:
        """Return the events by which billing refunds texts."""
        return self.harness.events("MessageFailed")

    def stored(self) -> str:
        """Return everything that the table stores, without the kept responses of requests."""
        items = items_in(self.harness.table.name)
        return json.dumps([it for it in items if not it["pk"].startswith("ANSWER#")], default=str)


def paid(message_id: str) -> MessagePaid:
    """Return billing's event that a text is paid."""
    return MessagePaid(message_id=message_id, amount=7_500)


def due(message_id: str, by: timedelta = DAY) -> MessageDue:
    """Return the event that a text is due."""
    return MessageDue(message_id=message_id, as_of=clock.now() + by)


def _of_texts(heard: list[ReceivedWebhook]) -> list[ReceivedWebhook]:
    return [it for it in heard if json.loads(it.body).get("data", {}).get("event_type", "").startswith("message.")]
