"""The simulated carrier's registrations of texts: what it refuses, what becomes of them, and which numbers text."""

from typing import Any

import pytest

from local.polling import wait_until
from tests.simulators.customer import Customer
from tests.simulators.test_telnyx_texts import add_texted_number
from tests.telnyx_forms import BRAND, CAMPAIGN, VERIFICATION

OURS, FREE, FRIEND = "+14155550150", "+18005550150", "+14155550151"


@pytest.fixture
def registrant(customer: Customer) -> Customer:
    """Return a customer with a local and a toll-free number."""
    for phone_number in (OURS, FREE):
        add_texted_number(customer, phone_number)
    return customer


def _url(registrant: Customer) -> dict[str, str]:
    return {"webhookURL": f"{registrant.carrier.origin}/webhooks/carrier"}


def _brand(registrant: Customer, **more: Any) -> str:
    answer = registrant.ask("POST", "10dlc/brand", json=BRAND | _url(registrant) | more)
    assert answer.ok, answer.text
    return str(answer.json()["brandId"])


def _becomes(registrant: Customer, path: str, name: str, word: str) -> dict[str, Any]:
    def found() -> Any:
        said = registrant.ask("GET", path).json()
        return said if said.get(name) == word else None

    return dict(wait_until(f"{path} to be {word}", found))


def _approved(registrant: Customer) -> str:
    brand_id = _brand(registrant)
    _becomes(registrant, f"10dlc/brand/{brand_id}", "identityStatus", "VERIFIED")
    asked = CAMPAIGN | _url(registrant) | {"brandId": brand_id, "referenceId": "reg_1"}
    answer = registrant.ask("POST", "10dlc/campaignBuilder", json=asked)
    assert answer.ok, answer.text
    campaign_id = str(answer.json()["campaignId"])
    _becomes(registrant, f"10dlc/campaign/{campaign_id}", "campaignStatus", "MNO_PROVISIONED")
    return campaign_id


def _text_outcome(registrant: Customer, sender: str, before: int) -> tuple[str, Any]:
    answer = registrant.ask("POST", "messages", json={"from": sender, "to": FRIEND, "text": "Hi"})
    if not answer.ok:
        return str(answer.json()["errors"][0]["code"]), None
    said = registrant.webhooks(before)[-1]["data"]["payload"]
    return said["to"][0]["status"], (said.get("errors") or [{}])[0].get("code")


def test_a_number_texts_once_its_campaign_has_it(registrant: Customer) -> None:
    """Before, a text fails with 40010; a brand, a campaign and the number in it each have their webhook."""
    assert _text_outcome(registrant, OURS, 1) == ("sending_failed", "40010")
    campaign_id = _approved(registrant)
    asked = {"phoneNumber": OURS, "campaignId": campaign_id}
    assert registrant.ask("POST", "10dlc/phone_number_campaigns", json=asked).json()["assignmentStatus"] == (
        "PENDING_ASSIGNMENT"
    )
    _becomes(registrant, f"10dlc/phone_number_campaigns/{OURS}", "assignmentStatus", "ASSIGNED")
    said = [it["data"]["event_type"] for it in registrant.webhooks(4)][1:]
    assert said == ["10dlc.brand.update", "10dlc.campaign.update", "10dlc.phone_number.update"]
    assert _text_outcome(registrant, OURS, 6) == ("delivered", None)
    assert registrant.ask("DELETE", f"10dlc/phone_number_campaigns/{OURS}").ok
    assert registrant.ask("GET", f"10dlc/phone_number_campaigns/{OURS}").status_code == 404
    assert _text_outcome(registrant, OURS, 7) == ("sending_failed", "40010")


def test_a_toll_free_number_texts_once_it_is_verified(registrant: Customer) -> None:
    """Before, a text is refused with 40329; a refused request says why, and may be sent again."""
    assert _text_outcome(registrant, FREE, 0) == ("40329", None)
    path, asked = "messaging_tollfree/verification/requests", VERIFICATION | {"phoneNumbers": [{"phoneNumber": FREE}]}
    registrant.control("registrations/behaviour", verification="Rejected", reason="No website.")
    made = registrant.ask("POST", path, json=asked).json()

    def found(word: str) -> Any:
        params = {"page": "1", "page_size": "10", "phone_number": FREE}
        rows = registrant.ask("GET", path, params=params).json()["records"]
        return next((it for it in rows if it["verificationStatus"] == word), None)

    assert wait_until("a refusal", lambda: found("Rejected"))["reason"] == "No website."
    registrant.control("registrations/behaviour")
    assert registrant.ask("PATCH", f"{path}/{made['id']}", json=asked).ok
    wait_until("a verification", lambda: found("Verified"))
    assert _text_outcome(registrant, FREE, 2) == ("delivered", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ein": "1234"},
        {"entityType": "COMPANY"},
        {"vertical": "PLUMBING"},
        {"state": "Texas"},
        {"postalCode": "787"},
        {"phone": "415"},
        {"email": "rosa"},
        {"companyName": ""},
        {"taxId": "123456789"},
        {"entityType": "PUBLIC_PROFIT"},
    ],
)
def test_a_wrong_brand_is_refused(registrant: Customer, wrong: dict[str, Any]) -> None:
    """Each member has its form, and an unknown one is refused; nothing is kept, and nothing costs."""
    answer = registrant.ask("POST", "10dlc/brand", json=BRAND | wrong)
    assert (answer.status_code, registrant.carrier.simulator.registrations.records.fees) == (422, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"usecase": "PLUMBING"},
        {"description": "Texts"},
        {"messageFlow": "They ask."},
        {"sample2": ""},
        {"subUsecases": ["CUSTOMER_CARE"]},
        {"termsAndConditions": False},
        {"privacyPolicyLink": ""},
        {"optInMessage": "x" * 30},
    ],
)
def test_a_wrong_campaign_is_refused(registrant: Customer, wrong: dict[str, Any]) -> None:
    """It has words of some length, samples, opt-in and opt-out, and two kinds of use at least."""
    brand_id = _brand(registrant)
    _becomes(registrant, f"10dlc/brand/{brand_id}", "identityStatus", "VERIFIED")
    answer = registrant.ask("POST", "10dlc/campaignBuilder", json=CAMPAIGN | {"brandId": brand_id} | wrong)
    assert answer.status_code == 422


def test_what_comes_too_early_or_twice_is_refused(registrant: Customer) -> None:
    """A campaign needs a verified brand, a number an active campaign; a reference and an assignment are there once."""
    registrant.control("registrations/behaviour", identity="waits", campaign="waits")
    brand_id = _brand(registrant)
    asked = CAMPAIGN | {"brandId": brand_id, "referenceId": "reg_1"}
    assert registrant.ask("POST", "10dlc/campaignBuilder", json=asked).status_code == 422
    registrant.control("registrations", brand=brand_id, to="VERIFIED")
    campaign_id = registrant.ask("POST", "10dlc/campaignBuilder", json=asked).json()["campaignId"]
    assert registrant.ask("POST", "10dlc/campaignBuilder", json=asked).status_code == 422
    rows = registrant.ask("GET", "10dlc/campaign", params={"brandId": brand_id}).json()["records"]
    assert [it["referenceId"] for it in rows] == ["reg_1"]
    number = {"phoneNumber": OURS, "campaignId": campaign_id}
    assert registrant.ask("POST", "10dlc/phone_number_campaigns", json=number).status_code == 422
    registrant.control("registrations", campaign=campaign_id, to="MNO_PROVISIONED")
    foreign = number | {"phoneNumber": FRIEND}
    for body, status in ((foreign, 422), (number, 200), (number, 422)):
        assert registrant.ask("POST", "10dlc/phone_number_campaigns", json=body).status_code == status


def test_what_is_refused_is_mended(registrant: Customer) -> None:
    """An unverified brand names the wrong members and is changed; a rejected campaign is changed and appealed."""
    registrant.control("registrations/behaviour", identity="UNVERIFIED")
    brand_id = _brand(registrant)
    brand = _becomes(registrant, f"10dlc/brand/{brand_id}", "identityStatus", "UNVERIFIED")
    feedback = registrant.ask("GET", f"10dlc/brand/feedback/{brand_id}").json()["category"]
    assert (brand["failureReasons"], feedback[0]["fields"]) == (feedback[0]["description"], ["companyName", "ein"])
    registrant.control("registrations/behaviour", campaign="MNO_REJECTED")
    assert registrant.ask("PUT", f"10dlc/brand/{brand_id}", json=BRAND | {"ein": "987654321"}).ok
    _becomes(registrant, f"10dlc/brand/{brand_id}", "identityStatus", "VERIFIED")
    assert registrant.ask("PUT", f"10dlc/brand/{brand_id}", json=BRAND).status_code == 422
    asked = CAMPAIGN | {"brandId": brand_id}
    campaign_id = registrant.ask("POST", "10dlc/campaignBuilder", json=asked).json()["campaignId"]
    path = f"10dlc/campaign/{campaign_id}"
    assert "message flow" in _becomes(registrant, path, "campaignStatus", "MNO_REJECTED")["failureReasons"]
    registrant.control("registrations/behaviour")
    assert registrant.ask("PUT", path, json={"description": "Another one"}).status_code == 422
    assert registrant.ask("PUT", path, json={"messageFlow": CAMPAIGN["messageFlow"] + " They sign."}).ok
    assert registrant.ask("POST", f"{path}/appeal", json={}).status_code == 422
    assert registrant.ask("POST", f"{path}/appeal", json={"appeal_reason": "It says how."}).ok
    _becomes(registrant, path, "campaignStatus", "MNO_PROVISIONED")
    assert registrant.ask("POST", f"{path}/appeal", json={"appeal_reason": "Again."}).status_code == 422


def test_faults_are_of_changes(registrant: Customer) -> None:
    """One that is down does nothing, one whose answer is lost has done it; reading goes on."""
    for fault, kept in (("down", 0), ("busy", 0), ("lost", 1)):
        registrant.control("registrations/behaviour", fault=fault)
        try:
            assert registrant.ask("POST", "10dlc/brand", json=BRAND).status_code in (503, 429)
        except OSError:
            assert fault == "lost"
        assert (
            len(registrant.ask("GET", "10dlc/brand", params={"displayName": BRAND["displayName"]}).json()["records"])
            == kept
        )
