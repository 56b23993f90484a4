"""The simulated carrier's orders of numbers fail in every way that real ones can."""

import time

import pytest
import requests

from local.polling import wait_until
from tests.simulators.customer import Customer


@pytest.fixture
def phone_number(customer: Customer) -> str:
    """Return a number that can be ordered."""
    return str(customer.get("available_phone_numbers", **{"filter[limit]": "1"})[0]["phone_number"])


def _order(customer: Customer, phone_number: str) -> requests.Response:
    asked = {"phone_numbers": [{"phone_number": phone_number}], "customer_reference": "num_1"}
    return customer.ask("POST", "number_orders", json=asked)


def test_an_order_fails_after_it_was_accepted(customer: Customer, phone_number: str) -> None:
    """An order is pending first, then fails, and the number is for sale again."""
    customer.carrier.behave(outcome="failure", delay_seconds=0)
    assert _order(customer, phone_number).json()["data"]["status"] == "pending"
    assert customer.webhooks(1)[0]["data"]["payload"]["status"] == "failure"
    assert _order(customer, phone_number).ok


def test_a_webhook_may_come_before_the_answer(customer: Customer, phone_number: str) -> None:
    """The listener has the outcome before the customer reads that the order is pending."""
    customer.carrier.behave(fault="early", delay_seconds=0)
    answer = _order(customer, phone_number).json()["data"]
    assert len(customer.carrier.listener.received) == 1
    assert (answer["status"], customer.get("number_orders")[0]["status"]) == ("pending", "success")


def test_a_webhook_may_never_come(customer: Customer, phone_number: str) -> None:
    """The order gets its outcome all the same."""
    customer.carrier.behave(webhook=0, delay_seconds=0)
    assert _order(customer, phone_number).ok
    wait_until("the order", lambda: customer.get("number_orders")[0]["status"] == "success", limit=5)
    assert customer.carrier.listener.received == []


def test_a_slow_order_is_done(customer: Customer, phone_number: str) -> None:
    """The answer comes late, or after the customer has given up."""
    customer.carrier.behave(fault="slow", seconds=0.3)
    began = time.monotonic()
    assert _order(customer, phone_number).ok
    assert time.monotonic() - began >= 0.3


def test_an_order_may_be_answered_with_nonsense(customer: Customer, phone_number: str) -> None:
    """The answer is a web page, and the order exists."""
    customer.carrier.behave(fault="nonsense")
    assert _order(customer, phone_number).headers["content-type"].startswith("text/html")
    assert len(customer.get("number_orders")) == 1


@pytest.mark.parametrize("fault", ["down", "all_down"])
def test_a_carrier_that_is_down_orders_nothing(customer: Customer, phone_number: str, fault: str) -> None:
    """The answer is 503, and there is no order."""
    customer.carrier.behave(fault=fault)
    assert _order(customer, phone_number).status_code == 503
    assert customer.carrier.books()["orders"] == []


def test_an_unknown_fault_is_refused(customer: Customer) -> None:
    """A typing error in a test's set-up is refused, not ignored."""
    url = f"{customer.carrier.origin}/_control/telnyx/orders"
    assert requests.post(url, json={"fault": "sad"}, timeout=5).status_code == 400
