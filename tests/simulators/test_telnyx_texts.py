"""The simulated carrier's texts, by plain HTTP: what is accepted, which webhooks are sent, and what arrives."""

from typing import Any

import pytest
import requests

from tests.simulators.customer import Customer

OURS, OTHER, LANDLINE = "+14155550150", "+14155550151", "+14155550250"


@pytest.fixture
def texter(customer: Customer) -> Customer:
    """Return a customer with a registered number that has a messaging profile."""
    add_texted_number(customer, OURS)
    customer.carrier.simulator.registrations.records.plant(OURS)
    return customer


def add_texted_number(customer: Customer, phone_number: str, name: str = "ours") -> str:
    """Add a number with a messaging profile of this name, and return the profile's id."""
    wanted = {"name": name, "whitelisted_destinations": ["US"]}
    profile_id = str(customer.ask("POST", "messaging_profiles", json=wanted).json()["data"]["id"])
    inventory = customer.carrier.simulator.inventory
    inventory.add_number(phone_number, None, "number_order", messaging_profile_id=profile_id)
    return profile_id


def _write(texter: Customer, to: str = OTHER, **more: Any) -> requests.Response:
    return texter.ask("POST", "messages", json={"from": OURS, "to": to, "text": "Hi"} | more)


def test_webhooks_of_a_text_go_to_its_own_url(texter: Customer) -> None:
    """A text is queued, sent and delivered; webhooks go to its own URL, which they repeat."""
    url = f"{texter.carrier.origin}/webhooks/carrier?message=msg_1"
    text = _write(texter, webhook_url=url).json()["data"]
    assert (text["to"][0]["status"], text["parts"]) == ("queued", 1)
    payload = [it["data"]["payload"] for it in texter.webhooks(2)]
    assert [it["to"][0]["status"] for it in payload] == ["sent", "delivered"]
    assert {it["webhook_url"] for it in payload} == {url}
    assert texter.get(f"messages/{text['id']}")["to"][0]["status"] == "delivered"


def test_what_reaches_one_of_our_own_numbers_comes_as_from_outside(texter: Customer) -> None:
    """Both the sender and the receiver get webhooks."""
    add_texted_number(texter, OTHER)
    assert _write(texter).ok
    assert {it["data"]["event_type"] for it in texter.webhooks(3)} == {
        "message.sent",
        "message.finalized",
        "message.received",
    }


def test_a_landline_gets_no_text(texter: Customer) -> None:
    """It is accepted, but sending fails, and nothing arrives."""
    assert _write(texter, LANDLINE).ok
    payload = texter.webhooks(1)[0]["data"]["payload"]
    assert (payload["to"][0]["status"], payload["errors"][0]["code"]) == ("sending_failed", "40001")
    assert texter.carrier.inbox.kept == []


def test_an_invalid_text_is_refused(texter: Customer) -> None:
    """A foreign number, an unknown member or an empty text is refused; a carrier that is down does nothing."""
    wrong = ({"from": OTHER}, {"tags": ["msg_1"]}, {"text": ""}, {"text": "a" * 1600}, {"to": "4155550151"})
    assert {_write(texter, **{"to": OTHER} | it).status_code for it in wrong} == {400}
    for fault, status in (("down", 503), ("busy", 429), ("refused", 400)):
        texter.control("texts/behaviour", fault=fault)
        assert _write(texter).status_code == status
    assert texter.carrier.texts() == []
