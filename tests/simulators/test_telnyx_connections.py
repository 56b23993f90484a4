"""The simulated carrier's numbers are connected to the voice application: at order, at port, and afterward."""

from typing import Any

import pytest

from local.polling import wait_until
from simulators.telnyx.application import CONNECTION_ID
from tests.simulators.customer import NUMBER, Customer


def _number(customer: Customer, **filters: str) -> Any:
    return customer.get("phone_numbers", **{f"filter[{name}]": value for name, value in filters.items()})


def _buy(customer: Customer, **more: Any) -> Any:
    found = customer.get("available_phone_numbers", **{"filter[limit]": "1"})[0]["phone_number"]
    asked = {"phone_numbers": [{"phone_number": found}], "customer_reference": "num_1"} | more
    answer = customer.ask("POST", "number_orders", json=asked)
    if answer.ok:
        wait_until("the number", lambda: _number(customer, phone_number=found), limit=5)
    return answer, found


def test_an_ordered_number_has_the_connection_of_its_order(customer: Customer) -> None:
    """A number is ordered with its connection, and found by it."""
    _, phone_number = _buy(customer, connection_id=CONNECTION_ID)
    assert [it["phone_number"] for it in _number(customer, connection_id=CONNECTION_ID)] == [phone_number]
    assert _buy(customer, connection_id="1")[0].status_code == 422


def test_a_ported_number_has_the_connection_of_its_order(customer: Customer) -> None:
    """A porting order says where calls go once the number is ours."""
    order = customer.create_order()
    customer.fill_in(order)
    assert not customer.change(order, phone_number_configuration={"connection_id": "1"}).ok
    assert customer.change(order, phone_number_configuration={"connection_id": CONNECTION_ID}).ok
    customer.act(order, "confirm")
    customer.control(f"ports/{order}", status="ported")
    assert _number(customer, phone_number=NUMBER)[0]["connection_id"] == CONNECTION_ID


def test_a_number_is_connected_afterward(customer: Customer) -> None:
    """The number's own resource has the connection; its voice settings only show it, as in the document."""
    _buy(customer)
    number = _number(customer)[0]
    path = f"phone_numbers/{number['id']}"
    assert customer.ask("PATCH", f"{path}/voice", json={"connection_id": CONNECTION_ID}).status_code == 400
    assert customer.ask("PATCH", path, json={"connection_id": "1"}).status_code == 422
    assert customer.ask("PATCH", path, json={"connection_id": CONNECTION_ID}).json()["data"]["connection_id"]
    assert customer.get(path)["connection_id"] == customer.get(f"{path}/voice")["connection_id"] == CONNECTION_ID
    assert customer.ask("PATCH", f"{path}/voice", json={"tech_prefix_enabled": True}).ok


@pytest.mark.parametrize(("asked", "found"), [({"page[size]": "1"}, 1), ({"page[size]": "1", "page[number]": "3"}, 0)])
def test_numbers_are_listed_by_page(customer: Customer, asked: dict[str, str], found: int) -> None:
    """A page has so many numbers as asked, at most 250."""
    for last in (1, 2):
        customer.carrier.simulator.inventory.add_number(f"+1415555012{last}", "num_1", "number_order")
    answer = customer.ask("GET", "phone_numbers", params=asked).json()
    assert (len(answer["data"]), answer["meta"]["total_results"]) == (found, 2)
    assert customer.ask("GET", "phone_numbers", params={"page[size]": "251"}).status_code == 422
