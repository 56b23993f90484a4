"""What people do with texts, and the control of the simulated carrier's texts."""

from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.polling import wait_until
from sdk.python.teamline.models import BusinessForm, MessagesForm, NewRegistration

_BUSINESS: BusinessForm = {
    "legal_name": "Rosa's Plumbing LLC",
    "name": "Rosa's Plumbing",
    "kind": "private_company",
    "tax_id": "12-3456789",
    "industry": "CONSTRUCTION",
    "website": "https://rosas-plumbing.example.com",
    "email": "office@rosas-plumbing.example.com",
    "phone_number": "+14155550100",
    "street": "600 Congress Avenue",
    "city": "Austin",
    "state": "TX",
    "postal_code": "78701",
    "first_name": "Rosa",
    "last_name": "Ruiz",
}
MESSAGES: MessagesForm = {
    "purpose": "We text customers about their appointments and answer their questions.",
    "how_people_agree": "Customers ask for texts when they book on our website, or on the phone.",
    "agreement_link": "https://rosas-plumbing.example.com/book",
    "first_example": "Rosa's Plumbing: we come on Tuesday at 9 AM. Reply STOP to opt out.",
    "second_example": "Rosa's Plumbing: your invoice is ready. Reply STOP to opt out.",
    "privacy_link": "https://rosas-plumbing.example.com/privacy",
}
REGISTRATION: NewRegistration = {"business": _BUSINESS, "messages": MESSAGES}


def register_texting(person: Person) -> None:
    """Register the team of a person whose wallet pays, and wait until the simulated reviewers have approved it.

    The fee is paid from credits that are bought for it.
    """
    pay_fee(person)
    started = person.api.start_registration(REGISTRATION)
    person.api.submit_registration(started["registration_id"])
    wait_for_registration(person, "approved")


def pay_fee(person: Person) -> None:
    """Buy the credits that a registration costs."""
    person.api.buy_credits({"amount": {"amount": "10.00", "currency": "USD"}})


def wait_for_texting(person: Person, number_id: str) -> None:
    """Wait until a number of a registered team can text in the US."""
    person.eventually(f"/v1/numbers/{number_id}", limit=60, texting="ready")


def wait_for_registration(person: Person, status: str) -> Json:
    """Return the registration of a person's team, once it has this status."""

    def found() -> Json | None:
        items = expected(person.get("/v1/texting/registrations"), 200)["items"]
        return next((it for it in items if it["status"] == status), None)

    return wait_until(f"the registration of {person.name} to be {status}", found, limit=60)


def set_registration_behavior(addresses: Addresses, **members: Any) -> None:
    """Set what becomes of registrations at the simulated carrier from now on."""
    _post(addresses, "registrations/behaviour", **members)


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
