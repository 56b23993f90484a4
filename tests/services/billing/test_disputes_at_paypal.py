"""Disputes as PayPal moves the money: the wallet has what PayPal's books leave of its payment (B5, B17)."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest

from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.paypal.event_reader import read_event
from services.billing.use_cases.paypal_events.handle_webhook import handle_event
from tests.in_process import door
from tests.services.billing.harness import DOLLAR, BillingHarness

Story = tuple[tuple[str, dict[str, str | bool]], ...]
OPENED: tuple[str, dict[str, str | bool]] = ("dispute_created", {})
STORIES: dict[str, tuple[Story, int]] = {
    "opened": ((OPENED,), 0),
    "a part": ((("dispute_created", {"amount": "15.00"}),), 5),
    "less, then more": (
        (OPENED, ("dispute_updated", {"amount": "15.00"}), ("dispute_updated", {"amount": "20.00"})),
        0,
    ),
    "won": ((OPENED, ("dispute_won", {})), 20),
    "lost": ((OPENED, ("dispute_lost", {})), 0),
    "lost without its reversal": ((OPENED, ("dispute_lost", {"unannounced": True})), 0),
    "settled for a part": ((OPENED, ("dispute_lost", {"amount": "4.00"})), 16),
    "refunded in part, the rest disputed": ((("refunded", {"amount": "5.00"}), OPENED), 0),
    "refunded in part, the rest lost": ((("refunded", {"amount": "5.00"}), OPENED, ("dispute_lost", {})), 0),
    "refunded in part, the rest won": ((("refunded", {"amount": "5.00"}), OPENED, ("dispute_won", {})), 15),
    "reversed and then won": ((OPENED, ("reversed", {}), ("dispute_won", {})), 20),
    "reversed in part and then won": (
        (("dispute_created", {"amount": "15.00"}), ("reversed", {"amount": "15.00"}), ("dispute_won", {})),
        20,
    ),
    "reversed without a dispute": ((("reversed", {}),), 0),
    "canceled by the buyer": ((OPENED, ("dispute_resolved", {"outcome": "CANCELED_BY_BUYER"})), 20),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_wallet_has_what_paypal_leaves(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Webhooks come shuffled and twice; between two steps a minute goes by, as PayPal counts in seconds."""
    left = _play(harness, monkeypatch, name)
    events = len(harness.paypal.simulator.state.events)
    webhooks = harness.arrived(events)
    random.Random(name).shuffle(webhooks)
    for webhook in [*webhooks, *reversed(webhooks)]:
        assert harness.deliver(webhook) == 200
        harness.world.settle()
    (capture,) = harness.paypal.captures()
    assert (Decimal(capture["net"]), _available(harness.wallet())) == (left, left)
    harness.assert_as_at_paypal()


@pytest.mark.parametrize("name", STORIES)
def test_reconciliation_makes_up_for_webhooks_of_disputes(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """No webhook comes; the daily comparison finds each dispute and books it, and a second run finds nothing (B17)."""
    harness.paypal.control("delivery", drop=True)
    left = _play(harness, monkeypatch, name)
    harness.run("reconcile", clock.now() + timedelta(hours=1))
    assert _available(harness.wallet()) == left
    lines = {line["what"] for line in harness.items("LINE#")}
    assert lines
    assert lines <= {"dispute_not_booked", "refund_not_booked"}
    harness.run("reconcile", clock.now() + timedelta(hours=1))
    assert {line["what"] for line in harness.items("LINE#")} == lines
    harness.assert_as_at_paypal()


def test_a_dispute_that_was_booked_by_our_payments_id_is_no_difference(harness: BillingHarness) -> None:
    """A dispute that names no capture, but our payment, is found by it, as its webhook is."""
    harness.attach()
    harness.buy("10.00")
    (capture,) = harness.paypal.captures()
    harness.paypal.control("delivery", drop=True)
    harness.paypal.control("events", type="dispute_created", capture_id=capture["capture_id"])
    (*_, event) = harness.paypal.simulator.state.events
    for disputed in event["resource"]["disputed_transactions"]:
        del disputed["seller_transaction_id"]
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext("system", clock.now(), "cor"))
        handle_event(work, door("billing", "wiring").paypal(), read_event(event))
        work.commit()
    harness.world.settle()
    assert harness.parts() == {}
    harness.run("reconcile", clock.now() + timedelta(hours=1))
    assert harness.items("LINE#") == []


def test_reconciliation_sees_a_refund_that_failed(harness: BillingHarness) -> None:
    """A refund that was pending counts as gone, and is back once PayPal lists that it failed."""
    harness.attach()
    harness.buy("20.00")
    harness.paypal.control("delivery", drop=True)
    event = harness.paypal.control("events", type="refunded", amount="5.00")
    listed = harness.paypal.simulator.state.events
    for status, left in (("PENDING", 15), ("FAILED", 20)):
        resource = event["resource"] | {"status": status}
        listed[-1] = event | {"id": f"WH-{status}", "event_type": f"PAYMENT.REFUND.{status}", "resource": resource}
        harness.run("reconcile", clock.now() + timedelta(hours=1))
        assert harness.wallet().available == left * DOLLAR
    assert {line["what"] for line in harness.items("LINE#")} == {"refund_not_booked"}
    harness.assert_books_right()


def _play(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, name: str) -> int:
    """Play a story at PayPal, and return what is left of its payment, in dollars."""
    story, left = STORIES[name]
    harness.attach()
    harness.buy("20.00")
    for count, (kind, command) in enumerate(story, start=1):
        later = clock.now() + timedelta(minutes=count - 30)
        monkeypatch.setattr(harness.paypal.simulator.state, "at", lambda later=later: later)
        harness.paypal.control("events", type=kind, **command)
    return left


def _available(wallet: Wallet) -> Decimal:
    assert not wallet.owed
    return Decimal(wallet.available) / DOLLAR
