"""An approval at PayPal counts only for the account, and the browser or app, that it was started in (B1)."""

import re
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from kernel import aws, clock
from kernel.dynamodb.unit_of_work import SYSTEM
from services.billing.domain.approval import ReturnTargets, has_state, state_of, with_state
from services.billing.domain.problems import ForeignReturnUrl
from tests.faults import Crash, crashing, meanwhile
from tests.in_process import mails
from tests.services.billing.harness import PORTAL, TEAM, BillingHarness
from tests.turns import Turns

START, CONFIRM = "POST /v1/billing/payment-method", "POST /v1/billing/payment-method/{setup_id}/confirm"
DISCONNECT = "POST /v1/billing/payment-method/disconnect"
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


def payer_mails(harness: BillingHarness) -> list[str]:
    """Return the mails to the payers of all wallets that were attached, oldest first."""
    harness.world.settle()
    return [mail for payer in payers(harness) for mail in mails(payer)]


def payers(harness: BillingHarness) -> list[str]:
    """Return the mail addresses at PayPal of every wallet that is attached."""
    return [item["payer_email"] for item in harness.items("METHOD")]


def link_token(harness: BillingHarness) -> str:
    """Return the token of the link in the newest mail to the payer."""
    (found,) = re.findall(r"disconnect\?token=(\S+)", payer_mails(harness)[-1])
    return str(found)


def test_the_payer_is_mailed_what_was_connected_and_can_disconnect_it(harness: BillingHarness) -> None:
    """The mail goes to the wallet's address, names account and team, and its link ends the charges (B1)."""
    harness.attach()
    (method,) = harness.items("METHOD")
    (mail,), token = payer_mails(harness), link_token(harness)
    assert "Rosa's" in mail
    assert token not in str(harness.items("DISCONNECT"))
    for _ in range(2):
        assert harness.ask(DISCONNECT, as_="", body={"token": token}).status == 204
    harness.world.settle()
    assert harness.items("METHOD") == []
    assert harness.paypal.client().wallet(method["token"]) is None
    assert [notice["kind"] for notice in harness.events("NoticeDue")] == ["wallet_disconnected"]
    logged = [event for event in harness.events("TeamMoneyChanged") if event["action"] == "wallet_disconnected"]
    assert [(event["team_id"], event["by"]) for event in logged] == [(TEAM, SYSTEM)]
    assert harness.buy().body["code"] == "payment_method_required"


def test_a_link_disconnects_only_the_wallet_it_was_mailed_for(harness: BillingHarness) -> None:
    """A wallet that replaced it stays; an unknown token is refused."""
    harness.attach()
    token = link_token(harness)
    harness.attach()
    assert harness.ask(DISCONNECT, as_="", body={"token": token}).status == 204
    assert len(harness.items("METHOD")) == 1
    assert harness.ask(DISCONNECT, as_="", body={"token": "x" * 43}).body["code"] == "unknown_link"


def test_a_wallet_that_was_detached_meanwhile_mails_no_link(harness: BillingHarness) -> None:
    """The mail is about a wallet that can be charged."""
    harness.attach()
    (payer,) = payers(harness)
    harness.ask("DELETE /v1/billing/payment-method", query={"confirm": "true", "payer": "self"})
    harness.world.settle()
    assert mails(payer) == []


def start(harness: BillingHarness) -> tuple[dict[str, str], dict[str, str]]:
    """Return the path and the body that confirm an approval which the payer has given."""
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}
    setup = harness.ask(START, body=urls).body["setup_id"]
    return {"setup_id": setup}, harness.paypal.approve(setup)


def come_to_rest(harness: BillingHarness) -> None:
    """Deliver all events, and let the hours go by after which a wallet that was never attached is dropped."""
    harness.world.settle()
    for hours in (2, 4):
        harness.run("drop_lost_approvals", clock.now() + timedelta(hours=hours))


def assert_no_token_is_lost(harness: BillingHarness) -> None:
    """Assert that PayPal has the token of the wallet that is attached, and no other one."""
    assert list(harness.paypal.simulator.state.tokens) == [item["token"] for item in harness.items("METHOD")]


@pytest.mark.parametrize("retried", [True, False], ids=["retried", "abandoned"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 9))
def test_a_crash_leaves_no_wallet_at_paypal(harness: BillingHarness, at_call: int, after: bool, retried: bool) -> None:
    """Killed at any call, and repeated or not: the token is that of the attached wallet, or deleted at PayPal."""
    harness.attach()
    harness.world.settle()
    path, body = start(harness)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        harness.ask(CONFIRM, path=path, body=body)
    if retried:
        assert harness.ask(CONFIRM, path=path, body=body).status == 200
    come_to_rest(harness)
    assert_no_token_is_lost(harness)


def test_a_late_confirmation_attaches_no_wallet_that_was_dropped(harness: BillingHarness) -> None:
    """Who comes back after the wallet was dropped starts anew."""
    path, body = start(harness)
    with crashing(aws.client("dynamodb"), at_call=4, after=False), pytest.raises(Crash):
        harness.ask(CONFIRM, path=path, body=body)
    come_to_rest(harness)
    assert harness.ask(CONFIRM, path=path, body=body).body["code"] == "not_approved"
    assert_no_token_is_lost(harness)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_crosses_leaves_one_wallet(harness: BillingHarness, seed: int) -> None:
    """Two approvals, confirmed and removed at once, in any order of their calls: one token at most, and it is known."""
    started = [start(harness) for _ in range(2)]

    def confirm(place: int) -> int:
        path, body = started[place]
        return harness.ask(CONFIRM, path=path, body=body).status

    def remove() -> int:
        query = {"confirm": "true", "payer": "self"}
        return harness.ask("DELETE /v1/billing/payment-method", query=query).status

    requests = [partial(confirm, 0), partial(confirm, 1), *([remove] if seed % 2 else [])]
    with harness.world.inside("billing"):
        statuses = Turns(seed).play(*requests)
    assert {status for status in statuses if isinstance(status, int)} <= {200, 204, 409}, statuses
    come_to_rest(harness)
    assert_no_token_is_lost(harness)


def test_a_dropped_approval_is_not_answered_with_an_older_wallet(harness: BillingHarness) -> None:
    """Repeated after it was dropped, a confirmation says so, and not that the older wallet is the new one."""
    harness.attach()
    path, body = start(harness)
    with crashing(aws.client("dynamodb"), at_call=4, after=False), suppress(Crash):
        harness.ask(CONFIRM, path=path, body=body)
    assert len(harness.paypal.simulator.state.tokens) == 2, "PayPal has made the second wallet"
    come_to_rest(harness)
    reply = harness.ask(CONFIRM, path=path, body=body)
    assert reply.body["code"] == "not_approved"
    assert_no_token_is_lost(harness)


def test_an_approval_that_two_requests_confirm_is_not_dropped(harness: BillingHarness) -> None:
    """The slower of two marks PayPal as asked once more: the sweep forgets that, and the wallet stays."""
    path, body = start(harness)
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: harness.ask(CONFIRM, path=path, body=body)):
        harness.ask(CONFIRM, path=path, body=body)
    come_to_rest(harness)
    assert harness.items("ASKED") == []
    assert_no_token_is_lost(harness)
