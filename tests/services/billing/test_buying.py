"""Buying credits with PayPal: once per captured payment, whatever happens on the way (B5)."""

from contextlib import suppress

from kernel import aws
from tests.faults import Crash, crashing
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, money


def test_bought_credits_are_in_the_balance(harness: BillingHarness) -> None:
    """A completed capture is granted at once, to the team whose owner buys."""
    harness.attach()
    reply = harness.buy("12.50")
    assert (reply.status, reply.body["status"]) == (201, "completed")
    assert harness.parts() == {"available": 12_500_000}
    assert len(harness.paypal.captures()) == 1
    harness.assert_books_right()


def test_without_a_wallet_nothing_can_be_bought(harness: BillingHarness) -> None:
    """Without an attached wallet a purchase is refused, and no payment is stored."""
    reply = harness.buy()
    assert (reply.status, reply.body["code"]) == (402, "payment_method_required")
    assert harness.items("PAYMENT") == []


def test_a_declined_payment_is_refused_and_changes_nothing(harness: BillingHarness) -> None:
    """PayPal's refusal is a clear 402; nothing is credited."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined")
    reply = harness.buy()
    assert (reply.status, reply.body["code"]) == (402, "payment_declined")
    assert harness.parts() == {}


def test_one_purchase_ten_times_under_one_key(harness: BillingHarness) -> None:
    """However often it is sent, one key buys once: one capture, one journal (E2)."""
    harness.attach()
    replies = [harness.buy(key="k1") for _ in range(10)]
    assert {reply.body["payment_id"] for reply in replies} == {replies[0].body["payment_id"]}
    assert len(harness.paypal.captures()) == len(harness.items("JOURNAL")) == 1


def test_a_webhook_a_hundred_times(harness: BillingHarness) -> None:
    """A webhook that comes a hundred times, beside the answer, grants nothing more."""
    harness.attach()
    harness.buy("10.00")
    (webhook, *_) = harness.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    assert {harness.deliver(webhook) for _ in range(100)} == {200}
    harness.world.settle()
    assert harness.parts() == {"available": 10 * DOLLAR}
    assert len(harness.items("JOURNAL")) == len(harness.items("WEBHOOK")) == 1


def test_a_member_buys_for_themselves(harness: BillingHarness) -> None:
    """A member who does not run the team pays with a wallet of their own, for themselves (B4)."""
    harness.attach(MEMBER)
    assert harness.buy("3.00", as_=MEMBER).status == 201
    assert harness.parts(MEMBER) == {"own": 3 * DOLLAR}
    assert harness.parts(TEAM) == {}


def test_a_quote_charges_nothing(harness: BillingHarness) -> None:
    """`?dry_run=true` says what would be charged to whom, and does nothing (B15)."""
    harness.attach()
    reply = harness.ask("POST /v1/billing/credits", OWNER, body=money("20.00"), query={"dry_run": "true"})
    assert reply.status == 200
    assert reply.body["total_now"] == {"amount": "20.00", "currency": "USD"}
    assert reply.body["lines"][0]["payer"] == "team"
    assert harness.paypal.captures() == harness.items("PAYMENT") == []


def test_a_purchase_in_progress_is_not_made_twice(harness: BillingHarness) -> None:
    """A second request under the key, while the first is with PayPal, must wait, and PayPal is not asked."""
    harness.attach()
    with crashing(aws.client("dynamodb"), at_call=4, after=True), suppress(Crash):
        harness.buy(key="k1")
    reply = harness.buy(key="k1")
    assert (reply.status, reply.body["code"], reply.headers["retry-after"]) == (409, "payment_in_progress", "5")
    assert harness.paypal.captures() == []


def test_another_amount_under_a_key_is_refused_for_ever(harness: BillingHarness) -> None:
    """Also when the kept answer is long gone, a key belongs to one purchase (E2)."""
    harness.attach()
    harness.buy("10.00", key="k1")
    harness.forget_answers()
    assert harness.buy("11.00", key="k1").body["code"] == "idempotency_key_reused"
    assert harness.buy("10.00", key="k1").status == 201
    assert len(harness.paypal.captures()) == 1
