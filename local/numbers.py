"""What people do with numbers, and the control of the simulated carrier's orders and ports."""

import re
from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.polling import wait_until

_DOCUMENT = b"%PDF-1.4\n% a document of the demonstration\n"


def choose_number(person: Person, **filters: Any) -> Json:
    """Return the first number that is for sale; area code 415 unless asked otherwise."""
    query = {"area_code": "415", "limit": 5} | filters
    items = expected(person.get("/v1/numbers/available", **query), 200)["items"]
    return dict(items[0])


def buy_number(person: Person, phone_number: str, plan_id: str = "local_monthly", **members: Any) -> Json:
    """Buy a number; wait until numbers knows of the wallet and of the future user. Return it as it is ordered."""
    body = {"phone_number": phone_number, "plan_id": plan_id} | members

    def buy() -> Json | None:
        answer = person.post("/v1/numbers", body)
        return None if _is_premature(answer) else expected(answer, 202)

    return wait_until(f"{person.name} to be able to buy", buy, limit=30)


def wait_for_number(person: Person, number_id: str, status: str) -> Json:
    """Return a number, once it has this status."""
    return person.eventually(f"/v1/numbers/{number_id}", limit=30, status=status)


def set_order_behavior(addresses: Addresses, **members: Any) -> None:
    """Set the outcome of the carrier's next orders."""
    url = f"{addresses.simulators}/_control/telnyx/orders"
    requests.post(url, json=members, timeout=10).raise_for_status()


def start_port_in(person: Person, phone_number: str, plan_id: str = "local_monthly", **members: Any) -> Json:
    """Create the draft of a port-in, and return it; it has forms to upload its documents with."""
    address = {"street": "600 Congress Avenue", "city": "Austin", "state": "TX", "postal_code": "78701"}
    body = {
        "phone_number": phone_number,
        "plan_id": plan_id,
        "carrier": {"account_number": "A-7734521", "pin": "4711"},
        "holder": {"name": person.name, "authorized_person": person.name, "address": address},
    } | members

    def create() -> Json | None:
        answer = person.post("/v1/port-ins", body)
        return None if _is_premature(answer) else expected(answer, 201)

    return wait_until(f"{person.name} to be able to start a port-in", create, limit=30)


def prove_number(person: Person, port_id: str) -> Json:
    """Prove who controls the number of a port-in: have a code texted to it, read it there, and type it in."""
    number = person.get(f"/v1/port-ins/{port_id}").json()["phone_number"]
    known = len(list_port_codes(person.addresses, number))
    expected(person.post(f"/v1/port-ins/{port_id}/code", {"channel": "sms"}), 202)
    sent = wait_until("the code for the number", lambda: list_port_codes(person.addresses, number)[known:])
    code = sent[-1]
    return dict(expected(person.post(f"/v1/port-ins/{port_id}/verify", {"code": code}), 200))


def prove_numbers(person: Person, draft: Json) -> None:
    """Prove who controls each number of a request."""
    for number in draft["numbers"]:
        prove_number(person, number["port_id"])


def read_port_code(addresses: Addresses, phone_number: str) -> str | None:
    """Return the newest code that was texted to a number that is to be ported in, or None."""
    return next(reversed(list_port_codes(addresses, phone_number)), None)


def list_port_codes(addresses: Addresses, phone_number: str) -> list[str]:
    """Return the codes that were texted to a number that is to be ported in, oldest first."""
    answer = requests.get(f"{addresses.simulators}/_control/inbox", params={"to": phone_number}, timeout=10)
    found = [re.match(r"\d{6}(?= is your Teamline code to move)", it["text"]) for it in answer.json()["items"]]
    return [match.group() for match in found if match]


def upload_documents(draft: Json, content: bytes = _DOCUMENT) -> None:
    """Post both documents straight to private storage, as a browser does."""
    for document in draft["documents"]:
        fields = document["upload_fields"] | {"Content-Type": "application/pdf"}
        file = {"file": ("document.pdf", content)}
        requests.post(document["upload_url"], data=fields, files=file, timeout=20).raise_for_status()


def upload_bill(draft: Json, content: bytes = _DOCUMENT) -> None:
    """Post the bill alone: the letter is signed on the screen."""
    upload_documents(draft | {"documents": [it for it in draft["documents"] if it["kind"] == "bill"]}, content)


def sign_letter(person: Person, port_id: str) -> Json:
    """Read the letter of authorization and sign it on the screen, by the name of its authorized person."""
    letter = expected(person.get(f"/v1/port-ins/{port_id}/letter"), 200)
    body = {"words": letter["words"], "name": letter["signer"], "consent": True, "current_carrier": "AT&T"}
    return dict(expected(person.post(f"/v1/port-ins/{port_id}/signature", body), 201))


def submit_port_in(person: Person, port_id: str) -> Json:
    """Submit a port-in; wait until numbers knows of the wallet."""

    def submit() -> Json | None:
        answer = person.post(f"/v1/port-ins/{port_id}/submit", {})
        return None if _is_premature(answer) else expected(answer, 200)

    return wait_until(f"{person.name} to be able to submit it", submit, limit=30)


def read_port_comments(person: Person, port_id: str) -> list[Json]:
    """Return what the carrier's staff wrote about a port-in, and the answers."""
    return list(expected(person.get(f"/v1/port-ins/{port_id}/comments"), 200)["items"])


def wait_for_port_in(person: Person, port_id: str, status: str) -> Json:
    """Return a port-in, once it has this status."""
    return person.eventually(f"/v1/port-ins/{port_id}", limit=30, status=status)


def set_port_status(addresses: Addresses, port_id: str, **members: Any) -> None:
    """Play the old carrier: give a port its next status, objections or date."""
    url = f"{addresses.simulators}/_control/telnyx/ports/{port_id}"
    requests.post(url, json=members, timeout=10).raise_for_status()


def _is_premature(answer: requests.Response) -> bool:
    """Return whether the event about a new wallet or a new member may not have reached numbers yet."""
    status = answer.status_code
    code = answer.json()["code"] if status in (402, 409, 422) else ""
    return status == 402 or code in ("wallet_pending", "user_not_on_team")


def ask_for_number(addresses: Addresses, phone_number: str, **members: Any) -> None:
    """Play another carrier that asks for a number of ours, or whose order goes on."""
    body = {"phone_number": phone_number} | members
    requests.post(f"{addresses.simulators}/_control/telnyx/portouts", json=body, timeout=10).raise_for_status()


def wait_for_port_out(person: Person, number_id: str, status: str) -> Json:
    """Return the newest port-out of a number, once it has this status."""

    def newest() -> Json | None:
        items = expected(person.get("/v1/port-outs", number_id=number_id, limit=1), 200)["items"]
        return dict(items[0]) if items and items[0]["status"] == status else None

    return wait_until(f"a port-out to be {status}", newest, limit=30)
