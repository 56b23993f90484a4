"""What a newly attached wallet pays in its first days is limited, whatever asks for it; renewals are not (B1)."""

from datetime import timedelta

import pytest

from kernel import clock
from services.billing.domain.limits import NEW_WALLET_PERIOD
from tests.services.billing.harness import MEMBER, OWNER, BillingHarness
from tests.services.billing.planning import number_requested, plan_of, renew

PAYER = "PAYERWXTEEN22"


@pytest.fixture(autouse=True)
def capped(harness: BillingHarness) -> None:
    """Let a new wallet pay 500 dollars, as an operator has it who changes nothing."""
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let time go by."""
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + by)


def test_a_new_wallet_pays_five_hundred_dollars(harness: BillingHarness) -> None:
    """Beyond it 403 `new_wallet_limit`, with a sentence of ours, before PayPal is asked."""
    harness.attach()
    assert harness.buy("501.00").body["code"] == "new_wallet_limit"
    assert harness.buy("400.00").status == 201
    refused = harness.buy("100.01")
    assert (refused.status, refused.body["code"]) == (403, "new_wallet_limit")
    assert (refused.body["limit"]["amount"], refused.body["used"]["amount"]) == ("500.00", "400.00")
    assert "In its first 3 days" in refused.body["detail"]
    assert harness.give("500.01").body["code"] == "daily_limit"
    assert harness.buy("100.00").status == 201
    assert len(harness.paypal.captures()) == 2
    harness.assert_books_right()


def test_it_pays_as_any_other_after_its_first_days(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap ends with the period; what the account may buy in a day does not."""
    harness.attach()
    assert harness.buy("500.00").status == 201
    later(monkeypatch, NEW_WALLET_PERIOD + timedelta(seconds=1))
    assert harness.buy("500.00").status == 201


def test_attaching_it_again_neither_lifts_the_cap_nor_makes_it_new(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The days count from when this account first attached a wallet of this payer."""
    harness.attach(payer_id=PAYER)
    assert harness.buy("400.00").status == 201
    harness.attach(payer_id=PAYER)
    assert harness.buy("200.00").status == 403
    later(monkeypatch, NEW_WALLET_PERIOD)
    harness.attach(payer_id=PAYER)
    assert harness.buy("500.00").status == 201


def test_each_account_has_its_own_days(harness: BillingHarness) -> None:
    """A wallet that one account has had is new on another account."""
    harness.attach(payer_id=PAYER)
    harness.attach(MEMBER, payer_id=PAYER)
    assert harness.buy("500.00", OWNER).status == 201
    assert harness.buy("500.00", MEMBER).status == 201
    assert harness.buy("1.00", MEMBER).status == 403


def test_what_fails_does_not_count(harness: BillingHarness) -> None:
    """A declined purchase leaves the room that it had."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined")
    assert harness.buy("500.00").status == 402
    assert harness.buy("500.00").status == 201


def test_the_operator_raises_it(harness: BillingHarness) -> None:
    """The cap is the operator's setting, and holds at once."""
    harness.attach()
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "900"
    assert harness.buy("900.00").status == 201


def test_a_repeated_purchase_is_answered_as_before(harness: BillingHarness) -> None:
    """At the cap the same key still answers what it made."""
    harness.attach()
    first = harness.buy("500.00", key="k1")
    harness.forget_answers()
    assert harness.buy("500.00", key="k1").body == first.body


def test_numbers_count_and_their_renewals_do_not(harness: BillingHarness) -> None:
    """A first period beyond the cap is refused with the reason; a running plan is renewed."""
    harness.attach()
    harness.deliver_events(number_requested("num_1"))
    assert harness.buy("499.00").status == 201
    harness.deliver_events(number_requested("num_2"))
    assert [it["reason"] for it in harness.events("PlanRefused")] == ["new_wallet_limit"]
    renew(harness, plan_of(harness, "num_1").paid_through)
    assert [it["amount"] for it in harness.paypal.captures()] == ["1.00", "499.00", "1.00"]
    harness.assert_books_right()


def test_a_refused_top_up_is_noticed_to_the_owner(harness: BillingHarness) -> None:
    """An automatic top-up would be a way around the cap; it is tried again a day later."""
    harness.attach()
    top_up = {"threshold": "500.00", "amount": "600.00", "monthly_cap": "900.00"}
    assert harness.ask("PUT /v1/billing/auto-top-up", body=top_up).status == 200
    harness.world.settle()
    assert harness.paypal.captures() == []
    (notice,) = [it for it in harness.events("NoticeDue") if it["kind"] == "top_up_failed"]
    assert notice["reason"] == "new_wallet_limit"
