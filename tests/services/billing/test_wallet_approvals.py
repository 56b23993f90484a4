"""An approval at PayPal counts only for the account, and the browser or app, that it was started in (B1)."""

import pytest

from services.billing.domain.approval import ReturnTargets, has_state, state_of, with_state
from services.billing.domain.problems import ForeignReturnUrl
from tests.services.billing.harness import PORTAL, BillingHarness

START, CONFIRM = "POST /v1/billing/payment-method", "POST /v1/billing/payment-method/{setup_id}/confirm"
TARGETS = ReturnTargets("https://portal.example.com", "teamline://business/transfer")


@pytest.mark.parametrize(
    "url",
    [
        "https://portal.example.com/billing/paypal/approved?back=1",
        "https://PORTAL.example.com/billing",
        "teamline://business/paypal?x=1",
    ],
)
def test_paypal_returns_to_the_portal_or_into_the_app(url: str) -> None:
    """The portal's own origin and the app's link are taken."""
    TARGETS.check("return_url", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/ok",
        "http://portal.example.com/ok",
        "https://portal.example.com:8443/ok",
        "https://portal.example.com.evil.example/ok",
        "https://portal.example.com@evil.example/ok",
        "https://evil.example\\@portal.example.com/ok",
        "http://localhost:8080@evil.example/",
        "http://localhost:8080/ok",
        "https://portal.example.com/\n",
        "//portal.example.com/ok",
        "javascript:alert(1)",
        "teamline://elsewhere/paypal",
        "https://portal.example.com:99999/ok",
        "",
    ],
)
def test_paypal_returns_nowhere_else(url: str) -> None:
    """Every other address is refused, and the refusal names its field."""
    with pytest.raises(ForeignReturnUrl) as refusal:
        TARGETS.check("return_url", url)
    assert refusal.value.errors[0]["field"] == "return_url"


def test_a_portal_on_a_laptop_opens_no_other_port() -> None:
    """The portal's port is part of its origin."""
    laptop = ReturnTargets("http://localhost:8080", "teamline://business/transfer")
    laptop.check("return_url", "http://localhost:8080/billing")
    with pytest.raises(ForeignReturnUrl):
        laptop.check("return_url", "http://localhost:8090/billing")


@pytest.mark.parametrize("field", ["return_url", "cancel_url"])
def test_a_foreign_address_starts_nothing(harness: BillingHarness, field: str) -> None:
    """PayPal is not asked, and nothing is stored."""
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}
    reply = harness.ask(START, body=urls | {field: "http://localhost:8080@evil.example/"})
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, field)
    assert harness.items("SETUP") == []


def test_who_started_an_approval_cannot_confirm_what_another_person_approved(harness: BillingHarness) -> None:
    """The state reaches the payer's browser alone: without it the approved wallet is not attached."""
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}
    setup = harness.ask(START, body=urls).body
    state = harness.paypal.approve(setup["setup_id"])["state"]
    assert state not in str(setup)
    assert state not in str(harness.items("SETUP"))
    path = {"setup_id": setup["setup_id"]}
    guessed = harness.ask(CONFIRM, path=path, body={"state": "0" * 64})
    assert (guessed.status, guessed.body["code"]) == (409, "approved_elsewhere")
    assert harness.items("METHOD") == []
    assert harness.ask(CONFIRM, path=path, body={"state": state}).status == 200


def test_a_repeated_start_has_the_same_state(harness: BillingHarness) -> None:
    """A start that crashed after PayPal answered is repeated under its key: the approval stays usable."""
    assert state_of("vlt_1", "key") == state_of("vlt_1", "key") != state_of("vlt_2", "key")
    assert has_state(state_of("vlt_1", "key"), "vlt_1", "key")
    assert not has_state(state_of("vlt_1", "other"), "vlt_1", "key")


def test_the_state_joins_the_query_of_the_address() -> None:
    """What the portal put into its address stays."""
    assert with_state("https://a.example/ok?back=%2Fnumbers", "s1") == "https://a.example/ok?back=%2Fnumbers&state=s1"
