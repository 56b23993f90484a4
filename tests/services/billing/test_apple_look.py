"""The daily look at the App Store: what no notification has said is added by the same path, and counted (B9)."""

from datetime import timedelta

import pytest

from kernel import clock
from tests.services.billing.storing import StoreHarness


def _look(stores: StoreHarness) -> None:
    stores.billing.world.run_job("billing", "look_at_stores")
    stores.billing.world.settle()


def _missed(capsys: pytest.CaptureFixture[str]) -> int:
    return capsys.readouterr().out.count('"StoreNewsMissed":')


def test_a_renewal_that_no_notification_has_said_is_found_and_counted(
    stores: StoreHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """The period is added by the look at the subscription, once, and the operator has an alarm."""
    began = clock.now() - timedelta(days=60)
    bought = stores.buy(stores.rosa, at=began.isoformat())
    assert stores.claim(bought["receipt"]).status == 201
    stores.apple.control("delivery", drop=True)
    stores.apple.happen("renewed", account_id=stores.rosa)
    capsys.readouterr()
    _look(stores)
    (known,) = stores.known()
    assert len(known.periods) == 2
    assert _missed(capsys) >= 1
    _look(stores)
    assert _missed(capsys) == 0


def test_a_first_purchase_that_never_came_is_found_in_apples_history(
    stores: StoreHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """No notification, no claim: Apple's history has it, and it is stored and handled as if it had come."""
    stores.apple.control("delivery", drop=True)
    stores.buy(stores.rosa, at=(clock.now() - timedelta(hours=5)).isoformat())
    capsys.readouterr()
    _look(stores)
    (known,) = stores.known()
    assert (known.account_id, len(known.periods)) == (stores.rosa, 1)
    assert _missed(capsys) == 1
    _look(stores)
    assert _missed(capsys) == 0


def test_what_came_is_not_stored_again(stores: StoreHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """What the history lists and we have is left as it is."""
    stores.buy(stores.rosa, at=(clock.now() - timedelta(hours=5)).isoformat())
    stores.pass_on()
    capsys.readouterr()
    before = len(stores.billing.items("WEBHOOK"))
    _look(stores)
    assert (len(stores.billing.items("WEBHOOK")), _missed(capsys)) == (before, 0)


def test_the_sandbox_is_looked_at_too(stores: StoreHarness) -> None:
    """What a tester buys is found as well; the sandbox tries to send a notification only once."""
    stores.apple.control("delivery", drop=True)
    stores.buy(stores.rosa, at=(clock.now() - timedelta(hours=5)).isoformat(), environment="sandbox")
    _look(stores)
    assert [it.is_test for it in stores.known()] == [True]


def test_a_store_that_is_served_no_more_is_not_looked_at(stores: StoreHarness) -> None:
    """Without settings for the store, what is known of it stays as it is."""
    assert stores.claim(stores.buy(stores.rosa)["receipt"]).status == 201
    with stores.set(APP_STORE_BUNDLE_ID=""):
        _look(stores)
    assert len(stores.known()) == 1
