"""Buying credits with PayPal: once per captured payment, whatever happens on the way (B5)."""

from contextlib import suppress

from kernel import aws
from tests.faults import Crash, crashing
from tests.services.billing.shop import DOLLAR, MEMBER, OWNER, TEAM, Shop, money


def test_bought_credits_are_in_the_balance(shop: Shop) -> None:
    """A completed capture is granted at once, to the team whose owner buys."""
    shop.attach()
    reply = shop.buy("12.50")
    assert (reply.status, reply.body["status"]) == (201, "completed")
    assert shop.parts() == {"available": 12_500_000}
    assert len(shop.paypal.captures()) == 1
    shop.assert_books_right()


def test_without_a_wallet_nothing_can_be_bought(shop: Shop) -> None:
    """Without an attached wallet a purchase is refused, and no payment is stored."""
    reply = shop.buy()
    assert (reply.status, reply.body["code"]) == (402, "payment_method_required")
    assert shop.items("PAYMENT") == []


def test_a_declined_payment_is_refused_and_changes_nothing(shop: Shop) -> None:
    """PayPal's refusal is a clear 402; nothing is credited."""
    shop.attach()
    shop.paypal.control("behaviour", charge="declined")
    reply = shop.buy()
    assert (reply.status, reply.body["code"]) == (402, "payment_declined")
    assert shop.parts() == {}


def test_one_purchase_ten_times_under_one_key(shop: Shop) -> None:
    """However often it is sent, one key buys once: one capture, one journal (E2)."""
    shop.attach()
    replies = [shop.buy(key="k1") for _ in range(10)]
    assert {reply.body["payment_id"] for reply in replies} == {replies[0].body["payment_id"]}
    assert len(shop.paypal.captures()) == len(shop.items("JOURNAL")) == 1


def test_a_webhook_a_hundred_times(shop: Shop) -> None:
    """A webhook that comes a hundred times, beside the answer, grants nothing more."""
    shop.attach()
    shop.buy("10.00")
    (webhook, *_) = shop.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    assert {shop.deliver(webhook) for _ in range(100)} == {200}
    shop.world.settle()
    assert shop.parts() == {"available": 10 * DOLLAR}
    assert len(shop.items("JOURNAL")) == len(shop.items("WEBHOOK")) == 1


def test_a_member_buys_for_themselves(shop: Shop) -> None:
    """A member who does not run the team pays with a wallet of their own, for themselves (B4)."""
    shop.attach(MEMBER)
    assert shop.buy("3.00", as_=MEMBER).status == 201
    assert shop.parts(MEMBER) == {"own": 3 * DOLLAR}
    assert shop.parts(TEAM) == {}


def test_a_quote_charges_nothing(shop: Shop) -> None:
    """`?dry_run=true` says what would be charged to whom, and does nothing (B15)."""
    shop.attach()
    reply = shop.ask("POST /v1/billing/credits", OWNER, body=money("20.00"), query={"dry_run": "true"})
    assert reply.status == 200
    assert reply.body["total_now"] == {"amount": "20.00", "currency": "USD"}
    assert reply.body["lines"][0]["payer"] == "team"
    assert shop.paypal.captures() == shop.items("PAYMENT") == []


def test_a_purchase_in_progress_is_not_made_twice(shop: Shop) -> None:
    """A second request under the key, while the first is with PayPal, must wait, and PayPal is not asked."""
    shop.attach()
    with crashing(aws.client("dynamodb"), at_call=3, after=True), suppress(Crash):
        shop.buy(key="k1")
    reply = shop.buy(key="k1")
    assert (reply.status, reply.body["code"], reply.headers["retry-after"]) == (409, "payment_in_progress", "5")
    assert shop.paypal.captures() == []


def test_another_amount_under_a_key_is_refused_for_ever(shop: Shop) -> None:
    """Also when the kept answer is long gone, a key belongs to one purchase (E2)."""
    shop.attach()
    shop.buy("10.00", key="k1")
    shop.forget_answers()
    assert shop.buy("11.00", key="k1").body["code"] == "idempotency_key_reused"
    assert shop.buy("10.00", key="k1").status == 201
    assert len(shop.paypal.captures()) == 1
