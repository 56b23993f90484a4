"""The daily look at Google Play: what no push has said is added by the same path, and counted (B9)."""

from datetime import UTC, datetime, timedelta

import pytest

from kernel import clock
from services.billing.google_play import client
from services.billing.stores import store_subscriptions
from services.billing.use_cases.store_subscriptions import look_at_stores
from tests.services.billing.playing import PlayHarness


def _at(month: int, day: int = 1) -> str:
    return datetime(2026, month, day, 10, tzinfo=UTC).isoformat()


def _missed(capsys: pytest.CaptureFixture[str]) -> int:
    return capsys.readouterr().out.count('"StoreNewsMissed":')


def test_a_renewal_that_no_push_has_said_is_found_and_counted(
    play: PlayHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """The period is added by the look, once, and the operator has an alarm."""
    play.buy(at=_at(10))
    order = play.google.happen("renewed", account_id=play.rosa, at=_at(11))["period"]
    capsys.readouterr()
    play.look()
    assert order in play.only().periods
    assert _missed(capsys) == 1
    play.look()
    assert _missed(capsys) == 0


def test_what_may_be_on_its_way_is_no_alarm(play: PlayHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """A period that has just begun is added; its push may come in a moment, and adds nothing."""
    began = clock.now() - timedelta(days=31)
    play.buy(at=began.isoformat())
    order = play.google.happen("renewed", account_id=play.rosa)
    known = play.only().periods
    renewed = next(it for it in play.google.truth()[0]["periods"] if it["period"] == order["period"])
    capsys.readouterr()
    is_young = datetime.fromisoformat(renewed["starts"]) > clock.now() - timedelta(hours=1)
    play.look()
    assert _missed(capsys) == (0 if is_young else 1)
    assert play.receive(play.arrived(order["notification_id"])) == 200
    assert len(play.only().periods) == len(known) + 1


def test_a_claim_counts_nothing_as_missed(play: PlayHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """The app was quicker than the push: that is no fault of the pushes."""
    bought = play.google.happen("subscribed", account_id=play.rosa, at=_at(11))
    assert play.claim(bought["receipt"]).status == 201
    assert _missed(capsys) == 0


def test_a_cancel_that_no_push_has_said_is_found(play: PlayHarness) -> None:
    """The store renews no more: the look says so."""
    play.buy()
    play.google.happen("renewal_off", account_id=play.rosa)
    play.look()
    assert not play.only().renews


def test_a_refund_that_no_push_has_said_is_found_and_counted(
    play: PlayHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list of voided orders has it, also of a subscription that has gone on since."""
    first = play.buy(at=_at(10))["period"]
    play.happen("renewed", at=_at(11))
    play.google.happen("refunded", account_id=play.rosa, period=first, at=_at(11, 20))
    capsys.readouterr()
    play.look()
    assert play.only().is_refunded(first)
    assert _missed(capsys) == 1
    play.look()
    assert _missed(capsys) == 0


def test_a_new_token_that_no_push_has_said_waits_for_its_proof(play: PlayHarness) -> None:
    """Google lists no purchases: what was bought again is known by its push, or by the app's proof."""
    play.buy(at=_at(10))
    new = play.google.happen("upgraded", account_id=play.rosa, product="phone.us.yearly", at=_at(10, 11))
    play.look()
    assert new["period"] not in play.only().periods
    assert play.claim(new["receipt"]).status == 201
    assert new["period"] in play.only().periods


def test_a_purchase_that_was_not_confirmed_is_confirmed_by_the_look(play: PlayHarness) -> None:
    """Its event was lost with the dead letters: Google would pay it back after three days."""
    bought = play.google.happen("subscribed", account_id=play.rosa)
    play.receive(play.arrived(bought["notification_id"]))
    assert play.claim_status(bought["receipt"]) == 201
    play.billing.world.delivered |= {it.id for it in play.billing.world.outbox()}
    assert not play.google.truth()[0]["acknowledged"]
    play.look()
    assert play.google.truth()[0]["acknowledged"]


def test_what_has_ended_is_looked_at_for_60_days(play: PlayHarness) -> None:
    """Then neither store answers for it, and no day's look reads it again."""
    play.buy(at=_at(9))
    play.happen("renewal_off", at=_at(9, 5))
    play.happen("expired", at=_at(10, 1))
    before = play.asked("subscriptionsv2")
    play.look()
    assert play.asked("subscriptionsv2") == before + (1 if play.only().is_watched(clock.now()) else 0)
    assert not play.only().is_watched(datetime.fromisoformat(_at(12, 2)))


def test_every_page_is_looked_at(play: PlayHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many subscriptions and refunds there are, each is read once a day."""
    for module in (look_at_stores, client):
        monkeypatch.setattr(module, "_PAGE", 2)
    monkeypatch.setattr(store_subscriptions, "SHARDS", 1)
    orders = []
    for number in range(5):
        bought = play.google.happen("subscribed", account_id=f"person-{number}", at=_at(11))
        assert play.receive(play.arrived(bought["notification_id"])) == 200
        orders.append(bought["period"])
        play.google.happen("refunded", account_id=f"person-{number}", at=_at(11, 2))
    before = play.asked("subscriptionsv2")
    play.look()
    assert play.asked("subscriptionsv2") - before == 5
    assert sorted(key for it in play.known() for key in it.periods if it.is_refunded(key)) == sorted(orders)
