"""What people do with numbers, and the hand on the simulated carrier."""

from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected
from local.waiting import wait_until


def choose_number(person: Person, **wanted: Any) -> Json:
    """A number that can be had."""
    query = {"area_code": "415", "limit": 5} | wanted
    items = expected(person.get("/v1/numbers/available", **query), 200)["items"]
    return dict(items[0])


def buy_number(person: Person, phone_number: str, plan_id: str = "local_monthly", **more: Any) -> Json:
    """Buy it, as soon as numbers has heard of the wallet; it is being ordered then."""
    said = {"phone_number": phone_number, "plan_id": plan_id} | more

    def bought() -> Json | None:
        answer = person.post("/v1/numbers", said)
        return None if answer.status_code == 402 else expected(answer, 202)

    return wait_until(f"{person.name} to be able to buy", bought, limit=10)


def number_is(person: Person, number_id: str, status: str) -> Json:
    """A number, as soon as it stands so."""
    return person.eventually(f"/v1/numbers/{number_id}", limit=30, status=status)


def carrier_orders(addresses: Addresses, **how: Any) -> None:
    """Decide what becomes of the carrier's next orders."""
    url = f"{addresses.simulators}/_control/telnyx/orders"
    requests.post(url, json=how, timeout=10).raise_for_status()
