"""PayPal's webhooks: genuine or refused, stored once, handled in any order, answered at once (B14)."""

import dataclasses
import json

import pytest

from tests.services.billing.harness import DOLLAR, OWNER, BillingHarness


def test_an_altered_delivery_is_refused_and_changes_nothing(harness: BillingHarness) -> None:
    """One byte more and it is a 401; nothing is stored, nothing published."""
    harness.attach()
    harness.buy("10.00")
    (genuine, *_) = harness.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    before = len(harness.items(""))
    assert harness.deliver(dataclasses.replace(genuine, body=genuine.body + b" ")) == 401
    assert harness.deliver(dataclasses.replace(genuine, headers={"content-type": "application/json"})) == 401
    assert len(harness.items("")) == before


def test_a_delivery_is_only_stored_and_answered(harness: BillingHarness) -> None:
    """The webhook is stored with the event that has it handled; PayPal is not asked."""
    harness.attach()
    harness.paypal.control("behaviour", charge="pending")
    harness.buy("10.00")
    harness.paypal.control("events", type="completed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    (delivery,) = harness.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    assert harness.deliver(delivery) == 200
    assert harness.parts() == {}
    harness.world.settle()
    assert harness.parts() == {"available": 10 * DOLLAR}


def test_odd_bytes_are_kept_as_they_came(harness: BillingHarness) -> None:
    """JSON that would change when written again is verified and stored byte by byte."""
    harness.paypal.control("delivery", odd_bytes=True)
    harness.attach()
    harness.buy("10.00")
    (delivery, *_) = harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert delivery.body.decode() in {item["raw"] for item in harness.items("WEBHOOK")}


@pytest.mark.parametrize("newest_first", [False, True])
def test_webhooks_in_any_order(harness: BillingHarness, newest_first: bool) -> None:
    """Capture, refund and token come in whatever order; the end is the same."""
    harness.attach()
    harness.buy("10.00")
    capture_id = harness.items("PAYMENT")[0]["capture_id"]
    harness.paypal.control("events", type="refunded", capture_id=capture_id, amount="1.00")
    harness.paypal.control("events", type="refunded", capture_id=capture_id, amount="2.00")
    harness.arrived(2, "PAYMENT.CAPTURE.REFUNDED")
    for delivery in sorted(harness.arrived(3), key=lambda it: it.body, reverse=newest_first):
        harness.deliver(delivery)
        harness.world.settle()
    assert harness.parts() == {"available": 7 * DOLLAR}


def test_a_withdrawn_approval_detaches_the_wallet(harness: BillingHarness) -> None:
    """When the payer removes us at PayPal, the wallet is detached, and its owner is notified."""
    harness.attach()
    token = next(item["token"] for item in harness.items("METHOD"))
    harness.paypal.control("events", type="token_deleted", token=token)
    harness.delivered(1, "VAULT.PAYMENT-TOKEN.DELETED")
    assert harness.ask("GET /v1/billing", OWNER).body["payment_method"] is None
    assert "wallet_detached" in [notice["kind"] for notice in harness.events("NoticeDue")]


def test_an_event_that_is_not_ours_is_ignored(harness: BillingHarness) -> None:
    """A capture that is not ours changes no wallet and is not redelivered."""
    harness.attach()
    harness.buy("10.00")
    (genuine, *_) = harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    payment = harness.items("PAYMENT")[0]
    harness.forget_payment(payment["payment_id"])
    event = json.loads(genuine.body)
    harness.handle_again(event["id"])
    assert harness.parts() == {"available": 10 * DOLLAR}
