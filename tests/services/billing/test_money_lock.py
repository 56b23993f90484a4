"""A denial locks the person's money: nothing moves until its end, and the lock is part of the write (I14)."""

from datetime import timedelta

from contracts.identity import MoneyLocked
from kernel import clock
from tests.services.billing.harness import ADMIN, OWNER, PORTAL, BillingHarness
from tests.services.billing.test_top_ups import KEY, settings


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


def test_the_owners_lock_counts_for_admins_too(harness: BillingHarness) -> None:
    """An admin cannot spend the wallet of an owner whose money is locked; their own wallet still pays (I14)."""
    harness.attach()
    harness.attach(as_=ADMIN)
    _lock(harness, 24)
    refused = [harness.buy(as_=ADMIN), harness.give("1.00", as_=ADMIN)]
    assert [(reply.status, reply.body["code"]) for reply in refused] == [(403, "money_locked")] * 2
    assert "its owner" in refused[0].body["detail"]
    assert harness.paypal.captures() == []
    assert harness.buy(as_=ADMIN, payer="self").status == 201


def test_the_owners_lock_in_the_middle_of_an_admins_purchase_counts(harness: BillingHarness) -> None:
    """It is a condition of the transaction that stores the purchase."""
    from tests.services.identity.races import run_before_writes

    harness.attach()
    with run_before_writes(lambda: _lock(harness, 24)):
        assert harness.buy(as_=ADMIN).body["code"] == "money_locked"
    assert harness.paypal.captures() == []


def test_a_wallet_that_was_approved_before_the_lock_waits(harness: BillingHarness) -> None:
    """A set-up that began before the denial does not replace the wallet after it."""
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no"}
    setup = harness.ask("POST /v1/billing/payment-method", body=urls).body
    approved, path = harness.paypal.approve(setup["setup_id"]), {"setup_id": setup["setup_id"]}
    _lock(harness, 24)
    reply = harness.ask("POST /v1/billing/payment-method/{setup_id}/confirm", path=path, body=approved)
    assert reply.body["code"] == "money_locked"
    assert harness.ask("GET /v1/billing").body["payment_method"] is None


def test_nothing_is_topped_up_while_money_is_locked(harness: BillingHarness) -> None:
    """The owner is notified why; a thief who spends the credits has no others bought (I14)."""
    harness.attach()
    harness.buy("10.00")
    assert harness.ask(KEY, body=settings()).status == 200
    harness.world.settle()
    _lock(harness, 24)
    before = len(harness.paypal.captures())
    assert harness.give("8.00", as_=ADMIN).status == 201
    (notice,) = [it.data for it in harness.world.settle() if it.type == "NoticeDue" and it.data["kind"] != "low"]
    assert (notice["kind"], notice["reason"]) == ("top_up_failed", "money_locked")
    assert len(harness.paypal.captures()) == before
