"""Payments whose answer is unclear, late or taken back: never charged again, granted once, given back in full (B5)."""

from datetime import timedelta

import pytest

from kernel import clock
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness
from tests.services.billing.test_allocating import spend


@pytest.mark.parametrize("behavior", ["error_after_charge", "no_id"])
def test_a_charge_that_fails_after_it_was_made_is_asked_for_again(harness: BillingHarness, behavior: str) -> None:
    """Under the same request id PayPal returns the first result: one capture, one grant."""
    harness.attach()
    harness.paypal.control("behaviour", charge=behavior, times=99)
    assert harness.buy("10.00").body["status"] == "completed"
    assert (harness.parts(), len(harness.paypal.captures())) == ({"available": 10 * DOLLAR}, 1)


def test_an_unclear_answer_is_resolved_by_asking(impatient: BillingHarness) -> None:
    """The buyer gets `pending`; in the end one capture at PayPal is one grant."""
    harness = impatient
    harness.attach()
    harness.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    reply = harness.buy("10.00", key="k1")
    assert (reply.status, reply.body["status"]) == (201, "pending")
    assert harness.items("PAYMENT")[0]["status"] == "unknown"
    harness.paypal.control("behaviour", charge="completed")
    for minutes in (10, 60):
        harness.run("resolve_payments", clock.now() + timedelta(minutes=minutes))
    assert harness.parts() == {"available": 10 * DOLLAR}
    assert len(harness.paypal.captures()) == 1
    assert harness.buy("10.00", key="k1").status == 201
    assert len(harness.paypal.captures()) == 1


def test_paypal_down_is_a_503_and_the_key_is_free(harness: BillingHarness) -> None:
    """What was certainly not done is forgotten: the same key buys once PayPal is there again."""
    harness.attach()
    with harness.paypal_away():
        reply = harness.buy(key="k1")
    assert (reply.status, reply.headers["retry-after"]) == (503, "10")
    assert harness.buy(key="k1").body["status"] == "completed"
    assert len(harness.paypal.captures()) == 1


def test_a_webhook_before_the_answer(impatient: BillingHarness) -> None:
    """The webhook may win: the answer that comes after it changes nothing."""
    harness = impatient
    harness.attach()
    harness.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    harness.buy("10.00", key="k1")
    harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert harness.parts() == {"available": 10 * DOLLAR}
    harness.run("resolve_payments", clock.now() + timedelta(hours=1))
    assert harness.parts() == {"available": 10 * DOLLAR}


def test_a_pending_capture_is_granted_when_it_completes(harness: BillingHarness) -> None:
    """An eCheck is no money until it is; then it is granted once."""
    harness.attach()
    harness.paypal.control("behaviour", charge="pending")
    reply = harness.buy("10.00")
    assert (reply.body["status"], harness.parts()) == ("pending", {})
    capture_id = harness.items("PAYMENT")[0]["capture_id"]
    harness.paypal.control("events", type="completed", capture_id=capture_id)
    harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    harness.run("resolve_payments", clock.now() + timedelta(days=1))
    assert harness.parts() == {"available": 10 * DOLLAR}


def test_a_pending_capture_may_be_denied(harness: BillingHarness) -> None:
    """A denied eCheck leaves nothing, and its buyer is notified."""
    harness.attach()
    harness.paypal.control("behaviour", charge="pending")
    harness.buy("10.00")
    harness.paypal.control("events", type="denied", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.DENIED")
    assert harness.parts() == {}
    assert [notice["kind"] for notice in harness.events("NoticeDue")] == ["payment_failed"]


def test_partial_refunds_add_up_by_their_own_amounts(harness: BillingHarness) -> None:
    """2 and 3 are taken back as 2 and 3, not as the running total that PayPal also sends; the owner is notified."""
    harness.attach()
    harness.buy("10.00")
    capture_id = harness.items("PAYMENT")[0]["capture_id"]
    for amount in ("2.00", "3.00"):
        harness.paypal.control("events", type="refunded", capture_id=capture_id, amount=amount)
    refunds = harness.arrived(2, "PAYMENT.CAPTURE.REFUNDED")
    for refund in [*refunds, *reversed(refunds)]:
        harness.deliver(refund)
    harness.world.settle()
    assert harness.parts() == {"available": 5 * DOLLAR}
    assert [notice["kind"] for notice in harness.events("NoticeDue")] == [
        "receipt",
        "taken_back",
        "taken_back",
        "invoice_corrected",  # one credit note over both, as both were known when it was drafted
    ]


def test_what_is_spent_and_reversed_is_owed(harness: BillingHarness) -> None:
    """No balance goes below zero: what PayPal takes back of spent money is owed, and paid by the next purchase."""
    harness.attach()
    harness.buy("10.00")
    assert harness.give("8.00").status == 201
    spend(harness, MEMBER, 8 * DOLLAR)
    harness.paypal.control("events", type="reversed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert harness.parts() == {"owed": -8 * DOLLAR}
    assert harness.ask("GET /v1/billing").body["owed"]["amount"] == "8.00"
    harness.buy("10.00")
    assert harness.parts() == {"available": 2 * DOLLAR}
    assert harness.parts(MEMBER) == {}
    harness.assert_books_right()


@pytest.mark.parametrize(
    ("outcome", "left"), [("RESOLVED_SELLER_FAVOUR", {"available": 10 * DOLLAR}), ("RESOLVED_BUYER_FAVOUR", {})]
)
def test_a_disputed_capture_is_held_back_until_it_is_decided(
    harness: BillingHarness, outcome: str, left: dict[str, int]
) -> None:
    """A dispute takes the money at once; won, it comes back, and lost, it is taken only once."""
    harness.attach()
    harness.buy("10.00")
    capture_id = harness.items("PAYMENT")[0]["capture_id"]
    harness.paypal.control("events", type="dispute_created", capture_id=capture_id)
    harness.delivered(1, "CUSTOMER.DISPUTE.CREATED")
    assert (harness.parts(), harness.items("PAYMENT")[0]["status"]) == ({}, "disputed")
    (dispute_id,) = harness.items("PAYMENT")[0]["disputes"]
    harness.paypal.control("events", type="dispute_resolved", dispute_id=dispute_id, outcome=outcome)
    if not left:
        harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    harness.delivered(1, "CUSTOMER.DISPUTE.RESOLVED")
    assert harness.parts() == left
    harness.assert_books_right()


def test_a_refund_that_overtakes_its_capture(impatient: BillingHarness) -> None:
    """When the refund arrives first, PayPal is asked for its capture."""
    harness = impatient
    harness.attach()
    harness.paypal.control("behaviour", charge="timeout", times=99, seconds=1.5)
    harness.buy("10.00")
    harness.paypal.control("behaviour", charge="completed")
    capture_id = harness.paypal.captures()[0]["capture_id"]
    harness.paypal.control("events", type="refunded", capture_id=capture_id, amount="4.00")
    (refund,) = harness.arrived(1, "PAYMENT.CAPTURE.REFUNDED")
    harness.deliver(refund)
    harness.world.settle()
    assert harness.parts() == {"available": 6 * DOLLAR}
    harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert harness.parts() == {"available": 6 * DOLLAR}


def test_a_wallet_that_is_gone_is_shown_as_broken(harness: BillingHarness) -> None:
    """When PayPal says that the approval is gone, buying asks for a wallet again."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined", issue="AGREEMENT_ALREADY_CANCELLED")
    assert harness.buy().body["code"] == "payment_declined"
    assert harness.ask("GET /v1/billing").body["payment_method"]["status"] == "broken"
    assert harness.buy().body["code"] == "payment_method_required"
