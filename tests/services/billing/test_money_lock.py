"""A denial locks the person's money: nothing moves until its end, and the lock is part of the write (I14)."""

from datetime import timedelta

from contracts.identity import MoneyLocked
from kernel import clock
from tests.services.billing.harness import OWNER, PORTAL, BillingHarness


def _lock(harness: BillingHarness, hours: float) -> None:
    harness.deliver_events(MoneyLocked(account_id=OWNER, locked_until=clock.now() + timedelta(hours=hours)))


def test_locked_money_does_not_move(harness: BillingHarness) -> None:
    """Buying, giving, and attaching a wallet are refused with their own code; nothing is charged."""
    harness.attach()
    _lock(harness, 24)
    refused = [harness.buy(), harness.give("1.00")]
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no"}
    refused.append(harness.ask("POST /v1/billing/payment-method", body=urls))
    assert [(reply.status, reply.body["code"]) for reply in refused] == [(403, "money_locked")] * 3
    assert harness.paypal.captures() == []


def test_a_lock_ends(harness: BillingHarness) -> None:
    """After its end money moves again; an earlier end that arrives late does not shorten a lock."""
    harness.attach()
    _lock(harness, -1)
    assert harness.buy().status == 201
    _lock(harness, 24)
    _lock(harness, 1)
    (person,) = [item for item in harness.items("ACCOUNT") if item["pk"] == f"ACCOUNT#{OWNER}"]
    assert person["money_locked_until"] > clock.to_text(clock.now() + timedelta(hours=2))


def test_a_lock_that_comes_in_the_middle_counts(harness: BillingHarness) -> None:
    """The right to spend is a condition of the transaction that spends (E6)."""
    from tests.services.identity.races import run_before_writes

    harness.attach()
    with run_before_writes(lambda: _lock(harness, 24)):
        assert harness.buy().body["code"] == "money_locked"
    assert harness.paypal.captures() == []
