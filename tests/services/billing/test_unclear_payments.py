"""Payments whose answer is unclear, late or taken back: never charged again, granted once, given back in full (B5)."""

from datetime import timedelta

import pytest

from kernel import clock
from tests.services.billing.shop import DOLLAR, MEMBER, Shop


@pytest.mark.parametrize("mood", ["error_after_charge", "no_id"])
def test_a_charge_that_fails_after_it_was_made_is_asked_for_again(shop: Shop, mood: str) -> None:
    """Under the same request id PayPal returns the first result: one capture, one grant."""
    shop.attach()
    shop.paypal.control("behaviour", charge=mood, times=99)
    assert shop.buy("10.00").body["status"] == "completed"
    assert (shop.parts(), len(shop.paypal.captures())) == ({"available": 10 * DOLLAR}, 1)


def test_an_unclear_answer_is_resolved_by_asking(impatient: Shop) -> None:
    """The buyer gets `pending`; in the end one capture at PayPal is one grant."""
    shop = impatient
    shop.attach()
    shop.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    reply = shop.buy("10.00", key="k1")
    assert (reply.status, reply.body["status"]) == (201, "pending")
    assert shop.items("PAYMENT")[0]["status"] == "unknown"
    shop.paypal.control("behaviour", charge="completed")
    for minutes in (10, 60):
        shop.run("resolve_payments", clock.now() + timedelta(minutes=minutes))
    assert shop.parts() == {"available": 10 * DOLLAR}
    assert len(shop.paypal.captures()) == 1
    assert shop.buy("10.00", key="k1").status == 201
    assert len(shop.paypal.captures()) == 1


def test_paypal_down_is_a_503_and_the_key_is_free(shop: Shop) -> None:
    """What was certainly not done is forgotten: the same key buys once PayPal is there again."""
    shop.attach()
    with shop.paypal_away():
        reply = shop.buy(key="k1")
    assert (reply.status, reply.headers["retry-after"]) == (503, "10")
    assert shop.buy(key="k1").body["status"] == "completed"
    assert len(shop.paypal.captures()) == 1


def test_a_webhook_before_the_answer(impatient: Shop) -> None:
    """The webhook may win: the answer that comes after it changes nothing."""
    shop = impatient
    shop.attach()
    shop.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    shop.buy("10.00", key="k1")
    shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert shop.parts() == {"available": 10 * DOLLAR}
    shop.run("resolve_payments", clock.now() + timedelta(hours=1))
    assert shop.parts() == {"available": 10 * DOLLAR}


def test_a_pending_capture_is_granted_when_it_completes(shop: Shop) -> None:
    """An eCheck is no money until it is; then it is granted once."""
    shop.attach()
    shop.paypal.control("behaviour", charge="pending")
    reply = shop.buy("10.00")
    assert (reply.body["status"], shop.parts()) == ("pending", {})
    capture_id = shop.items("PAYMENT")[0]["capture_id"]
    shop.paypal.control("events", type="completed", capture_id=capture_id)
    shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    shop.run("resolve_payments", clock.now() + timedelta(days=1))
    assert shop.parts() == {"available": 10 * DOLLAR}


def test_a_pending_capture_may_be_denied(shop: Shop) -> None:
    """A denied eCheck leaves nothing, and its buyer is notified."""
    shop.attach()
    shop.paypal.control("behaviour", charge="pending")
    shop.buy("10.00")
    shop.paypal.control("events", type="denied", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.DENIED")
    assert shop.parts() == {}
    assert [notice["kind"] for notice in shop.events("NoticeDue")] == ["payment_failed"]


def test_partial_refunds_add_up_by_their_own_amounts(shop: Shop) -> None:
    """2 and 3 are taken back as 2 and 3, not as the running total that PayPal also sends; the owner is notified."""
    shop.attach()
    shop.buy("10.00")
    capture_id = shop.items("PAYMENT")[0]["capture_id"]
    for amount in ("2.00", "3.00"):
        shop.paypal.control("events", type="refunded", capture_id=capture_id, amount=amount)
    refunds = shop.arrived(2, "PAYMENT.CAPTURE.REFUNDED")
    for refund in [*refunds, *reversed(refunds)]:
        shop.deliver(refund)
    shop.world.settle()
    assert shop.parts() == {"available": 5 * DOLLAR}
    assert [notice["kind"] for notice in shop.events("NoticeDue")] == ["receipt", "taken_back", "taken_back"]


def test_what_is_spent_and_reversed_is_owed(shop: Shop) -> None:
    """No balance goes below zero: what PayPal takes back of spent money is owed, and paid by the next purchase."""
    shop.attach()
    shop.buy("10.00")
    assert shop.give("8.00").status == 201
    shop.paypal.control("events", type="reversed", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert shop.parts() == {"owed": -8 * DOLLAR}
    assert shop.ask("GET /v1/billing").body["owed"]["amount"] == "8.00"
    shop.buy("10.00")
    assert shop.parts() == {"available": 2 * DOLLAR}
    assert shop.parts(MEMBER) == {"given:team_1": 8 * DOLLAR}
    shop.assert_books_right()


@pytest.mark.parametrize(
    ("outcome", "left"), [("RESOLVED_SELLER_FAVOUR", {"available": 10 * DOLLAR}), ("RESOLVED_BUYER_FAVOUR", {})]
)
def test_a_disputed_capture_is_held_back_until_it_is_decided(shop: Shop, outcome: str, left: dict[str, int]) -> None:
    """A dispute takes the money at once; won, it comes back, and lost, it is taken only once."""
    shop.attach()
    shop.buy("10.00")
    capture_id = shop.items("PAYMENT")[0]["capture_id"]
    shop.paypal.control("events", type="dispute_created", capture_id=capture_id)
    shop.delivered(1, "CUSTOMER.DISPUTE.CREATED")
    assert (shop.parts(), shop.items("PAYMENT")[0]["status"]) == ({}, "disputed")
    (dispute_id,) = shop.items("PAYMENT")[0]["disputes"]
    shop.paypal.control("events", type="dispute_resolved", dispute_id=dispute_id, outcome=outcome)
    if not left:
        shop.paypal.control("events", type="reversed", capture_id=capture_id)
        shop.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    shop.delivered(1, "CUSTOMER.DISPUTE.RESOLVED")
    assert shop.parts() == left
    shop.assert_books_right()


def test_a_refund_that_overtakes_its_capture(impatient: Shop) -> None:
    """When the refund arrives first, PayPal is asked for its capture."""
    shop = impatient
    shop.attach()
    shop.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    shop.buy("10.00")
    shop.paypal.control("behaviour", charge="completed")
    capture_id = shop.paypal.captures()[0]["capture_id"]
    shop.paypal.control("events", type="refunded", capture_id=capture_id, amount="4.00")
    (refund,) = shop.arrived(1, "PAYMENT.CAPTURE.REFUNDED")
    shop.deliver(refund)
    shop.world.settle()
    assert shop.parts() == {"available": 6 * DOLLAR}
    shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert shop.parts() == {"available": 6 * DOLLAR}


def test_a_wallet_that_is_gone_is_shown_as_broken(shop: Shop) -> None:
    """When PayPal says that the approval is gone, buying asks for a wallet again."""
    shop.attach()
    shop.paypal.control("behaviour", charge="declined", issue="AGREEMENT_ALREADY_CANCELLED")
    assert shop.buy().body["code"] == "payment_declined"
    assert shop.ask("GET /v1/billing").body["payment_method"]["status"] == "broken"
    assert shop.buy().body["code"] == "payment_method_required"
