"""The simulated carrier's messaging profiles, by plain HTTP: how they are made, and what a STOP blocks."""

from typing import Any

import pytest

from tests.simulators.customer import Customer
from tests.simulators.test_telnyx_texts import OTHER, OURS, add_texted_number

THEIRS, FRIEND = "+14155550152", "+14155550153"
PROFILE = {"name": "one", "whitelisted_destinations": ["US"]}


def _write(customer: Customer, sender: str = OURS, to: str = FRIEND) -> tuple[int, str]:
    answer = customer.ask("POST", "messages", json={"from": sender, "to": to, "text": "Hi"})
    return answer.status_code, "" if answer.ok else str(answer.json()["errors"][0]["code"])


def _hears(customer: Customer, text: str, to: str = OURS) -> Any:
    customer.control("texts", **{"from": FRIEND, "to": to, "text": text})
    return customer.webhooks(1)[-1]["data"]["payload"]


@pytest.mark.parametrize(("text", "named"), [("STOP", "OPT_OUT"), ("stop all", "OPT_OUT"), ("HELP", "HELP")])
def test_a_webhook_names_the_keyword_of_a_text(customer: Customer, text: str, named: str) -> None:
    """What the carrier takes for a keyword is named; a text with more than that is not."""
    add_texted_number(customer, OURS)
    assert _hears(customer, text)["autoresponse_type"] == named


def test_a_block_is_of_a_profile(customer: Customer) -> None:
    """A STOP blocks all numbers of the profile and of no other one; START to any of them unblocks."""
    profile_id = add_texted_number(customer, OURS)
    customer.carrier.simulator.inventory.add_number(OTHER, None, "number_order", messaging_profile_id=profile_id)
    add_texted_number(customer, THEIRS, "theirs")
    assert "autoresponse_type" not in _hears(customer, "please stop")
    assert _write(customer)[0] == 200
    _hears(customer, "Stop")
    assert _write(customer) == _write(customer, OTHER) == (400, "40300")
    assert _write(customer, THEIRS)[0] == 200
    _hears(customer, "START")
    assert _write(customer)[0] == 200


def test_a_number_without_a_profile_sends_nothing(customer: Customer) -> None:
    """By the carrier's document a sender has a messaging profile."""
    customer.carrier.simulator.inventory.add_number(OURS, "num_1", "number_order")
    assert _write(customer) == (400, "40305")


def test_a_number_is_given_a_profile_that_is_there(customer: Customer) -> None:
    """The profile is a setting of the number: another one replaces it, an unknown one is refused."""
    add_texted_number(customer, OURS)
    profile_id = customer.ask("POST", "messaging_profiles", json=PROFILE).json()["data"]["id"]
    number_id = customer.get("phone_numbers")[0]["id"]
    path = f"phone_numbers/{number_id}/messaging"
    assert customer.ask("PATCH", path, json={"messaging_profile_id": "unknown"}).status_code == 422
    assert customer.ask("PATCH", path, json={"profile": profile_id}).status_code == 400
    assert customer.ask("PATCH", path, json={"messaging_profile_id": profile_id}).ok
    assert customer.get(path)["messaging_profile_id"] == profile_id
    assert customer.get("phone_numbers")[0]["messaging_profile_id"] == profile_id


def test_a_profile_is_found_by_its_name_alone(customer: Customer) -> None:
    """Names need not differ: the same request makes another profile, as the carrier knows no idempotency keys."""
    for _ in range(2):
        assert customer.ask("POST", "messaging_profiles", json=PROFILE).ok
    customer.ask("POST", "messaging_profiles", json=PROFILE | {"name": "another"})
    assert len(customer.get("messaging_profiles", **{"filter[name][eq]": "one"})) == 2
    assert customer.get("messaging_profiles", **{"filter[name][eq]": "on"}) == []
    assert customer.ask("GET", "messaging_profiles", params={"filter[id]": "1"}).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [{"name": 1}, {"whitelisted_destinations": []}, {"whitelisted_destinations": ["*"]}, {"messaging_product": "P2P"}],
    ids=str,
)
def test_a_profile_that_the_document_forbids_is_refused(customer: Customer, wrong: dict[str, Any]) -> None:
    """A wrong type, no country, a word in place of countries, an unknown member."""
    assert customer.ask("POST", "messaging_profiles", json=PROFILE | wrong).status_code in (400, 422)


def test_an_answer_to_help_has_all_of_its_members(customer: Customer) -> None:
    """An answer to a keyword is of a profile; one without words is refused."""
    profile_id = customer.ask("POST", "messaging_profiles", json=PROFILE).json()["data"]["id"]
    path = f"messaging_profiles/{profile_id}/autoresp_configs"
    wanted = {"op": "help", "keywords": ["HELP"], "resp_text": "Reply STOP to get no more.", "country_code": "US"}
    assert customer.ask("POST", path, json=wanted | {"resp_text": "short"}).status_code == 422
    assert customer.ask("POST", path, json=wanted).ok
    assert [it["op"] for it in customer.get(path)] == ["help"]
    assert customer.ask("GET", "messaging_profiles/unknown/autoresp_configs").status_code == 404
