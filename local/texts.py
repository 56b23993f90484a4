"""What people do with texts, and the hand on the simulated carrier's."""

from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.waiting import wait_until


def send_text(person: Person, number_id: str, to: str, text: str) -> Json:
    """Ask for a text to be sent from a number of one's own."""
    return expected(person.post("/v1/messages", {"number_id": number_id, "to": to, "text": text}), 202)


def texts_of(person: Person, **query: Any) -> list[Json]:
    """Somebody's texts, newest first."""
    return list(expected(person.get("/v1/messages", **query), 200)["items"])


def text_is(person: Person, message_id: str, status: str) -> Json:
    """A text, as soon as it stands so."""

    def found() -> Json | None:
        return next((it for it in texts_of(person) if (it["message_id"], it["status"]) == (message_id, status)), None)

    return wait_until(f"the text of {person.name} to be {status}", found, limit=15)


def text_arrives(person: Person, text: str) -> Json:
    """A text from outside, as soon as it is there."""
    return wait_until(f"{person.name} to get {text!r}", lambda: _of(person, text), limit=15)


def somebody_writes(addresses: Addresses, sender: str, to: str, text: str) -> None:
    """Somebody outside writes to one of our numbers."""
    _hand(addresses, "texts", **{"from": sender, "to": to, "text": text})


def carrier_sends(addresses: Addresses, **how: Any) -> None:
    """Decide what becomes of the carrier's next texts."""
    _hand(addresses, "texts/behaviour", **how)


def _of(person: Person, text: str) -> Json | None:
    return next((it for it in texts_of(person) if it["text"] == text and it["direction"] == "in"), None)


def _hand(addresses: Addresses, path: str, **said: Any) -> None:
    requests.post(f"{addresses.simulators}/_control/telnyx/{path}", json=said, timeout=10).raise_for_status()
