"""What people do with numbers, and the hand on the simulated carrier."""

from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.waiting import wait_until

_PAPER = b"%PDF-1.4\n% a paper of the demonstration\n"


def choose_number(person: Person, **wanted: Any) -> Json:
    """A number that can be had."""
    query = {"area_code": "415", "limit": 5} | wanted
    items = expected(person.get("/v1/numbers/available", **query), 200)["items"]
    return dict(items[0])


def buy_number(person: Person, phone_number: str, plan_id: str = "local_monthly", **more: Any) -> Json:
    """Buy it, as soon as numbers has heard of the wallet, and of who is to use it; it is being ordered then."""
    said = {"phone_number": phone_number, "plan_id": plan_id} | more

    def bought() -> Json | None:
        answer = person.post("/v1/numbers", said)
        return None if _not_heard_yet(answer) else expected(answer, 202)

    return wait_until(f"{person.name} to be able to buy", bought, limit=30)


def number_is(person: Person, number_id: str, status: str) -> Json:
    """A number, as soon as it stands so."""
    return person.eventually(f"/v1/numbers/{number_id}", limit=30, status=status)


def carrier_orders(addresses: Addresses, **how: Any) -> None:
    """Decide what becomes of the carrier's next orders."""
    url = f"{addresses.simulators}/_control/telnyx/orders"
    requests.post(url, json=how, timeout=10).raise_for_status()


def bring_number(person: Person, phone_number: str, plan_id: str = "local_monthly", **more: Any) -> Json:
    """Begin to bring a number along: the draft, with forms to upload its papers by."""
    address = {"street": "600 Congress Avenue", "city": "Austin", "state": "TX", "postal_code": "78701"}
    said = {
        "phone_number": phone_number,
        "plan_id": plan_id,
        "carrier": {"account_number": "A-7734521", "pin": "4711"},
        "holder": {"name": person.name, "authorized_person": person.name, "address": address},
    }

    def begun() -> Json | None:
        answer = person.post("/v1/port-ins", said | more)
        return None if _not_heard_yet(answer) else expected(answer, 201)

    return wait_until(f"{person.name} to be able to bring it", begun, limit=30)


def upload_papers(draft: Json, content: bytes = _PAPER) -> None:
    """Post both papers straight to where they are kept, as a browser does."""
    for paper in draft["documents"]:
        fields = paper["upload_fields"] | {"Content-Type": "application/pdf"}
        answer = requests.post(paper["upload_url"], data=fields, files={"file": ("paper.pdf", content)}, timeout=20)
        answer.raise_for_status()


def send_port_in(person: Person, port_id: str) -> Json:
    """Send it, as soon as numbers has heard of the wallet."""

    def sent() -> Json | None:
        answer = person.post(f"/v1/port-ins/{port_id}/submit", {})
        return None if _not_heard_yet(answer) else expected(answer, 200)

    return wait_until(f"{person.name} to be able to send it", sent, limit=30)


def port_in_is(person: Person, port_id: str, status: str) -> Json:
    """A transfer, as soon as it stands so."""
    return person.eventually(f"/v1/port-ins/{port_id}", limit=30, status=status)


def at_old_carrier(addresses: Addresses, port_id: str, **how: Any) -> None:
    """Decide what becomes of a transfer."""
    url = f"{addresses.simulators}/_control/telnyx/ports/{port_id}"
    requests.post(url, json=how, timeout=10).raise_for_status()


def _not_heard_yet(answer: requests.Response) -> bool:
    """Whether numbers may just not have heard yet of a wallet that was attached, or of somebody who joined."""
    return answer.status_code == 402 or (answer.status_code == 422 and answer.json()["code"] == "user_not_on_team")
