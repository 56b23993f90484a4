"""Brakes on purchases by count and by sum: 429 with Retry-After, by account and by address."""

from datetime import timedelta

import pytest

from kernel import clock
from tests.services.billing.harness import OWNER, PORTAL, STRANGER, BillingHarness

URLS = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}


@pytest.fixture(autouse=True)
def at_the_full_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the next minute of the clock, so that no window of a limit ends while a test runs."""
    real = clock.now
    ahead = real().replace(second=0, microsecond=0) + timedelta(minutes=1) - real()
    monkeypatch.setattr(clock, "now", lambda: real() + ahead)


def test_an_account_buys_credits_twenty_times_an_hour(harness: BillingHarness) -> None:
    """The next purchase is refused before PayPal is asked; a repeated request of before is answered as before."""
    harness.attach()
    replies = [harness.buy("1.00", key=f"k{number}") for number in range(21)]
    assert [reply.status for reply in replies] == [201] * 20 + [429]
    assert replies[-1].body["code"] == "too_many_purchases"
    assert 0 < int(replies[-1].headers["retry-after"]) <= 3601
    assert len(harness.paypal.captures()) == 20
    assert harness.buy("1.00", key="k0").body == replies[0].body
    harness.assert_books_right()


def test_an_account_buys_for_five_thousand_dollars_a_day(harness: BillingHarness) -> None:
    """The sum is limited too, by account and over all who share an address; allocations that are charged count."""
    harness.attach()
    assert [harness.buy("1000.00").status for _ in range(5)] == [201] * 5
    assert harness.buy("1000.00").status == 429
    assert harness.buy("1.00").status == 429
    assert harness.give("5500.00", key="g1").status == 429
    assert harness.parts() == {"available": 5_000_000_000}


def test_declined_purchases_count(harness: BillingHarness) -> None:
    """Trying out stolen wallets is what the count stops."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined", times=99)
    assert [harness.buy("1.00").status for _ in range(21)] == [402] * 20 + [429]


@pytest.mark.parametrize("as_", [OWNER, STRANGER])
def test_a_wallet_is_set_up_ten_times_an_hour(harness: BillingHarness, as_: str) -> None:
    """Each set-up asks PayPal; the eleventh is refused before."""
    statuses = [harness.ask("POST /v1/billing/payment-method", as_, body=URLS).status for _ in range(11)]
    assert statuses == [201] * 10 + [429]
