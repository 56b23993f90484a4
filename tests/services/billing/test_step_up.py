"""Purchases above an amount ask for a fresh proof, from the owner and from admins; the owner sets it (I12)."""

from typing import Any

import pytest

from contracts.plans import CATALOGUE
from services.billing.domain.limits import LEAST_STEP_UP
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, BillingHarness, money

_OLD: dict[str, Any] = {"proved_at": 1}


@pytest.fixture(autouse=True)
def attached(harness: BillingHarness) -> None:
    """Attach the owner's wallet."""
    harness.attach()


def buy(harness: BillingHarness, amount: str, as_: str = OWNER, **more: Any) -> str:
    """Buy credits with an old proof, and return the status or the code."""
    reply = harness.ask("POST /v1/billing/credits", as_, body=money(amount), **_OLD | more)
    return str(reply.body.get("code", reply.status))


def set_amount(harness: BillingHarness, amount: str, as_: str = OWNER) -> Any:
    """Set above which amount the wallet asks for a proof."""
    return harness.ask("PATCH /v1/billing/payment-method", as_, body={"step_up_above": amount})


def test_above_two_hundred_dollars_a_proof_is_asked_for(harness: BillingHarness) -> None:
    """401 `step_up_required` says what is accepted; a quote asks for none, and nothing is charged."""
    assert buy(harness, "200.01") == "step_up_required"
    assert buy(harness, "200.01", query={"dry_run": "true"}) == "200"
    assert harness.paypal.captures() == []
    assert buy(harness, "200.00") == "201"
    refused = harness.give("500.00", **_OLD)
    assert (refused.status, refused.body["code"]) == (401, "step_up_required")
    assert "password" in refused.body["accepts"]


def test_the_owner_sets_the_amount_for_admins_too(harness: BillingHarness) -> None:
    """It is the wallet's: everyone who spends it is asked for a proof."""
    assert set_amount(harness, "50.00").body["step_up_above"]["amount"] == "50.00"
    assert harness.ask("GET /v1/billing").body["payment_method"]["step_up_above"]["amount"] == "50.00"
    assert [buy(harness, "50.01", who) for who in (OWNER, ADMIN)] == ["step_up_required"] * 2
    assert [buy(harness, "50.00", who) for who in (OWNER, ADMIN)] == ["201", "201"]
    set_amount(harness, "900.00")
    assert buy(harness, "900.00") == "201"


def test_another_wallet_keeps_it(harness: BillingHarness) -> None:
    """Replacing the wallet does not lift the owner's setting; the events of it are in the log."""
    set_amount(harness, "50.00")
    harness.attach()
    assert buy(harness, "50.01") == "step_up_required"
    assert [it["amount"] for it in harness.events("TeamMoneyChanged") if it["action"] == "step_up_changed"] == [
        50_000_000
    ]


def test_it_is_not_below_what_numbers_cost(harness: BillingHarness) -> None:
    """Numbers are bought without a proof, so that the amount is at least the dearest plan's."""
    assert max(plan.price for plan in CATALOGUE.values()) <= LEAST_STEP_UP
    assert set_amount(harness, "9.99").body["errors"][0]["code"] == "out_of_range"
    assert set_amount(harness, "10.00").status == 200


def test_a_top_up_that_may_buy_more_asks_for_a_proof(harness: BillingHarness) -> None:
    """Else a stolen session has bought automatically what it may not buy by hand; a quote asks for none (I12)."""

    def top_up(cap: str, **more: Any) -> str:
        body = {"threshold": money("20.00")["amount"], "amount": money("50.00")["amount"]}
        body |= {"monthly_cap": money(cap)["amount"]}
        reply = harness.ask("PUT /v1/billing/auto-top-up", body=body, **_OLD | more)
        return str(reply.body.get("code", reply.status))

    assert top_up("200.01") == "step_up_required"
    assert harness.paypal.captures() == []
    assert top_up("200.01", query={"dry_run": "true"}) == "200"
    assert top_up("200.00") == "200"
    assert top_up("900.00", proved_at=None) == "200"


def test_without_a_wallet_there_is_nothing_to_set(harness: BillingHarness) -> None:
    """An admin or a member sets their own wallet's, not the owner's."""
    assert [set_amount(harness, "900.00", who).status for who in (ADMIN, MEMBER)] == [402, 402]
    assert buy(harness, "200.01") == "step_up_required"


def test_approving_asks_as_buying_does(harness: BillingHarness) -> None:
    """An approval above the amount asks the owner for a proof."""
    body = {"idempotency_key": "k1", "credits": money("300.00")}
    path = {"id": harness.ask("POST /v1/approvals", ADMIN, body=body).body["approval_id"]}
    refused = harness.ask("POST /v1/approvals/{id}/approve", path=path, body=money("300.00"), **_OLD)
    assert refused.body["code"] == "step_up_required"
    assert harness.ask("POST /v1/approvals/{id}/approve", path=path, body=money("300.00")).status == 200
