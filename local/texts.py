"""What people do with texts, and the control of the simulated carrier's texts."""

from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.polling import wait_until


def send_text(person: Person, number_id: str, to: str, text: str) -> Json:
    """Request that a text is sent from one of the person's numbers, and return it as it is stored."""
    return expected(person.post("/v1/messages", {"number_id": number_id, "to": to, "text": text}), 202)


def list_texts(person: Person, **query: Any) -> list[Json]:
    """Return a person's texts, newest first."""
    return list(expected(person.get("/v1/messages", **query), 200)["items"])


def wait_for_text(person: Person, message_id: str, status: str) -> Json:
    """Return a text, once it has this status."""

    def found() -> Json | None:
        return next((it for it in list_texts(person) if (it["message_id"], it["status"]) == (message_id, status)), None)

    return wait_until(f"the text of {person.name} to be {status}", found, limit=15)


def wait_for_incoming_text(person: Person, text: str) -> Json:
    """Return a received text, once it has arrived."""
    return wait_until(f"{person.name} to get {text!r}", lambda: _received(person, text), limit=15)


def send_text_from_outside(addresses: Addresses, sender: str, to: str, text: str, **more: Any) -> None:
    """Send a text from a phone of another carrier to one of our numbers; `more` are files or others of a group."""
    _post(addresses, "texts", **{"from": sender, "to": to, "text": text}, **more)


def set_text_behavior(addresses: Addresses, **members: Any) -> None:
    """Set the outcome of the carrier's next texts."""
    _post(addresses, "texts/behaviour", **members)


def _received(person: Person, text: str) -> Json | None:
    return next((it for it in list_texts(person) if it["text"] == text and it["direction"] == "in"), None)


def _post(addresses: Addresses, path: str, **members: Any) -> None:
    requests.post(f"{addresses.simulators}/_control/telnyx/{path}", json=members, timeout=10).raise_for_status()
