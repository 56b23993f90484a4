"""PayPal's webhooks: genuine or refused, stored once, handled in any order, answered at once (B14)."""

import dataclasses
import json

import pytest

from tests.services.billing.shop import DOLLAR, OWNER, Shop


def test_an_altered_delivery_is_refused_and_changes_nothing(shop: Shop) -> None:
    """One byte more and it is a 401; nothing is stored, nothing published."""
    shop.attach()
    shop.buy("10.00")
    (genuine, *_) = shop.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    before = len(shop.items(""))
    assert shop.deliver(dataclasses.replace(genuine, body=genuine.body + b" ")) == 401
    assert shop.deliver(dataclasses.replace(genuine, headers={"content-type": "application/json"})) == 401
    assert len(shop.items("")) == before


def test_a_delivery_is_only_stored_and_answered(shop: Shop) -> None:
    """The webhook is stored with the event that has it handled; PayPal is not asked."""
    shop.attach()
    shop.paypal.control("behaviour", charge="pending")
    shop.buy("10.00")
    shop.paypal.control("events", type="completed", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    (delivery,) = shop.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    assert shop.deliver(delivery) == 200
    assert shop.parts() == {}
    shop.world.settle()
    assert shop.parts() == {"available": 10 * DOLLAR}


def test_odd_bytes_are_kept_as_they_came(shop: Shop) -> None:
    """JSON that would change when written again is verified and stored byte by byte."""
    shop.paypal.control("delivery", odd_bytes=True)
    shop.attach()
    shop.buy("10.00")
    (delivery, *_) = shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert delivery.body.decode() in {item["raw"] for item in shop.items("WEBHOOK")}


@pytest.mark.parametrize("newest_first", [False, True])
def test_webhooks_in_any_order(shop: Shop, newest_first: bool) -> None:
    """Capture, refund and token come in whatever order; the end is the same."""
    shop.attach()
    shop.buy("10.00")
    capture_id = shop.items("PAYMENT")[0]["capture_id"]
    shop.paypal.control("events", type="refunded", capture_id=capture_id, amount="1.00")
    shop.paypal.control("events", type="refunded", capture_id=capture_id, amount="2.00")
    shop.arrived(2, "PAYMENT.CAPTURE.REFUNDED")
    for delivery in sorted(shop.arrived(3), key=lambda it: it.body, reverse=newest_first):
        shop.deliver(delivery)
        shop.world.settle()
    assert shop.parts() == {"available": 7 * DOLLAR}


def test_a_withdrawn_approval_detaches_the_wallet(shop: Shop) -> None:
    """When the payer removes us at PayPal, the wallet is detached, and its owner is notified."""
    shop.attach()
    token = next(item["token"] for item in shop.items("METHOD"))
    shop.paypal.control("events", type="token_deleted", token=token)
    shop.delivered(1, "VAULT.PAYMENT-TOKEN.DELETED")
    assert shop.ask("GET /v1/billing", OWNER).body["payment_method"] is None
    assert "wallet_detached" in [notice["kind"] for notice in shop.events("NoticeDue")]


def test_an_event_that_is_not_ours_is_ignored(shop: Shop) -> None:
    """A capture that is not ours changes no wallet and is not redelivered."""
    shop.attach()
    shop.buy("10.00")
    (genuine, *_) = shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    payment = shop.items("PAYMENT")[0]
    shop.forget_payment(payment["payment_id"])
    event = json.loads(genuine.body)
    shop.handle_again(event["id"])
    assert shop.parts() == {"available": 10 * DOLLAR}
