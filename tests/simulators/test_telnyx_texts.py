"""Texts at the carrier's stand-in, by plain HTTP: what is taken in, what is told, and what arrives."""

from typing import Any

import pytest
import requests

from tests.simulators.customer import Customer

OURS, OTHER, LANDLINE = "+14155550150", "+14155550151", "+14155550250"


@pytest.fixture
def texter(customer: Customer) -> Customer:
    """A customer with a number."""
    customer.carrier.simulator.inventory.add_number(OURS, "num_1", "number_order")
    return customer


def _write(texter: Customer, to: str = OTHER, **more: Any) -> requests.Response:
    return texter.ask("POST", "messages", json={"from": OURS, "to": to, "text": "Hi"} | more)


def test_what_is_taken_in_is_told_of_where_it_was_asked(texter: Customer) -> None:
    """Queued, then sent, then delivered: at the address of the text, which the webhook repeats."""
    url = f"{texter.carrier.origin}/webhooks/carrier?message=msg_1"
    text = _write(texter, webhook_url=url).json()["data"]
    assert (text["to"][0]["status"], text["parts"]) == ("queued", 1)
    told = [it["data"]["payload"] for it in texter.told(2)]
    assert [it["to"][0]["status"] for it in told] == ["sent", "delivered"]
    assert {it["webhook_url"] for it in told} == {url}
    assert texter.get(f"messages/{text['id']}")["to"][0]["status"] == "delivered"


def test_what_reaches_one_of_our_own_numbers_comes_as_from_outside(texter: Customer) -> None:
    """Both ends are told."""
    texter.carrier.simulator.inventory.add_number(OTHER, "num_2", "number_order")
    assert _write(texter).ok
    assert {it["data"]["event_type"] for it in texter.told(3)} == {
        "message.sent",
        "message.finalized",
        "message.received",
    }


def test_a_landline_gets_no_text(texter: Customer) -> None:
    """It is taken in, and fails to be sent; nothing arrives."""
    assert _write(texter, LANDLINE).ok
    payload = texter.told(1)[0]["data"]["payload"]
    assert (payload["to"][0]["status"], payload["errors"][0]["code"]) == ("sending_failed", "40001")
    assert texter.carrier.inbox.kept == []


def test_what_is_not_right_is_refused(texter: Customer) -> None:
    """A number that is not ours, a member that the document does not know, no words. Who is down does nothing."""
    wrong = ({"from": OTHER}, {"tags": ["msg_1"]}, {"text": ""}, {"text": "a" * 1600}, {"to": "4155550151"})
    assert {_write(texter, **{"to": OTHER} | it).status_code for it in wrong} == {400}
    for mood, status in (("down", 503), ("busy", 429), ("refused", 400)):
        texter.control("texts/behaviour", fault=mood)
        assert _write(texter).status_code == status
    assert texter.carrier.texts() == []
