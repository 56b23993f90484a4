"""Who moves to the web is charged by no store any more, or is reminded until the renewal is off (B9, B21)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.account_token import to_account_token
from kernel import clock
from tests.in_process import Reply
from tests.services.billing.harness import BillingHarness
from tests.services.billing.playing import PlayHarness
from tests.services.billing.storing import StoreHarness

MOVE, LIST = "POST /v1/store-subscriptions/move", "GET /v1/store-subscriptions"
DAY = timedelta(days=1)


def move(billing: BillingHarness, who: str, *, key: str = "", **query: str) -> Reply:
    """Move to the web, and let all that follows happen."""
    reply = billing.ask(MOVE, who, query=query or None, headers={"idempotency-key": key or uuid4().hex})
    billing.world.settle()
    return reply


def notices(billing: BillingHarness, kind: str) -> list[dict[str, Any]]:
    """Return the notices of a kind."""
    return [it for it in billing.events("NoticeDue") if it["kind"] == kind]


def _look(stores: StoreHarness, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: at)
        stores.billing.world.run_job("billing", "look_at_stores")
        stores.billing.world.settle()


def test_google_stops_the_renewal(play: PlayHarness) -> None:
    """It is canceled by us, so that it cannot be restored, and then read again; what is paid stays."""
    play.buy()
    before = play.only()
    assert before.renews
    assert move(play.billing, play.rosa).status == 200
    assert (play.only().renews, play.only().paid_through) == (False, before.paid_through)
    (true,) = play.google.truth()
    assert not true["renews"]
    assert len(notices(play.billing, "store_moved")) == 1
    play.look()
    assert not notices(play.billing, "store_renews")


def test_google_that_does_not_answer_is_asked_again(play: PlayHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """The renewal is counted as not stopped until the event that comes again has it stopped."""
    play.buy()
    play.google.control("behaviour", fault="unavailable", times=100)
    with pytest.raises(AssertionError, match="StoreRenewalUnwanted"):
        move(play.billing, play.rosa)
    assert play.only().renews
    assert '"StoreRenewalNotStopped":' in capsys.readouterr().out
    play.google.control("behaviour", fault="unavailable", times=0)
    play.billing.world.settle()
    assert not play.only().renews


def test_what_google_has_canceled_already_is_not_asked_again(play: PlayHarness) -> None:
    """Its user had turned the renewal off."""
    play.buy()
    play.happen("renewal_off")
    move(play.billing, play.rosa)
    assert play.asked(":cancel") == 0


def test_a_cancel_that_was_not_known_is_no_fault(play: PlayHarness) -> None:
    """Google refuses to cancel what is canceled: what it says then counts."""
    play.buy()
    play.google.happen("renewal_off", account_id=play.rosa)
    move(play.billing, play.rosa)
    assert not play.only().renews


def test_apple_lets_us_stop_nothing_so_its_user_is_reminded(
    stores: StoreHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """7 and 2 days before the renewal, each once, with the date and the way to cancel."""
    stores.claim(stores.buy(stores.rosa)["receipt"])
    (known,) = stores.known()
    assert known.renewal
    assert known.renewal.renews_at
    move(stores.billing, stores.rosa)
    for days, sent in ((20, 0), (8, 0), (6.9, 1), (6, 1), (2.5, 1), (1.9, 2), (1, 2)):
        _look(stores, known.renewal.renews_at - timedelta(days=days), monkeypatch)
        assert len(notices(stores.billing, "store_renews")) == sent, days
    (first, _) = notices(stores.billing, "store_renews")
    assert (first["wallet"], first["store"]) == (stores.rosa, "app_store")
    assert datetime.fromisoformat(first["day"]) == known.renewal.renews_at


def test_who_cancels_is_not_reminded(stores: StoreHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """And who turns the renewal on again is."""
    stores.claim(stores.buy(stores.rosa)["receipt"])
    (known,) = stores.known()
    assert known.renewal
    assert known.renewal.renews_at
    move(stores.billing, stores.rosa)
    stores.buy(stores.rosa, "renewal_off")
    _look(stores, known.renewal.renews_at - DAY, monkeypatch)
    assert not notices(stores.billing, "store_renews")
    stores.buy(stores.rosa, "renewal_on")
    _look(stores, known.renewal.renews_at - DAY, monkeypatch)
    assert len(notices(stores.billing, "store_renews")) == 1


def test_a_renewal_after_the_move_is_said_at_once(stores: StoreHarness) -> None:
    """Once, however often it is reported; it has no effect on what was said before the move."""
    stores.claim(stores.buy(stores.rosa)["receipt"])
    move(stores.billing, stores.rosa)
    stores.buy(stores.rosa, "renewed")
    stores.pass_on(2)
    stores.pass_on(2)
    (said,) = notices(stores.billing, "store_renewed")
    assert datetime.fromisoformat(said["paid_through"]) == stores.known()[0].paid_through
    assert len(stores.known()[0].periods) == 2


def test_the_same_move_is_answered_as_it_was(stores: StoreHarness) -> None:
    """A second time, also under another key, with the first instant; the list says it too."""
    stores.claim(stores.buy(stores.rosa)["receipt"])
    asked = move(stores.billing, stores.rosa, dry_run="true").body
    assert (asked["moved_at"], stores.billing.ask(LIST, stores.rosa).body["can_buy"]) == (None, True)
    first, second = (move(stores.billing, stores.rosa).body for _ in range(2))
    assert first["moved_at"] == second["moved_at"]
    listed = stores.billing.ask(LIST, stores.rosa).body
    assert (listed["moved_at"], listed["can_buy"]) == (first["moved_at"], False)
    assert len(stores.billing.events("StoreSubscriptionsMoved")) == 1


def test_two_calendars_say_who_pays_for_which_days(stores: StoreHarness) -> None:
    """The store goes on, or no one does: no day is paid twice, and who stops the renewal is said with the way."""
    stores.claim(stores.buy(stores.rosa)["receipt"])
    (item,) = move(stores.billing, stores.rosa, dry_run="true").body["items"]
    assert [it["paid_by"] for it in item["today"]] == ["store"] * 4
    assert [it["paid_by"] for it in item["moved"]] == ["store", "no_one"]
    assert item["moved"][0]["ends_at"] == item["moved"][1]["starts_at"] == item["paid_through"]
    assert (item["days_paid_twice"], item["needs_wallet"], item["moved"][1]["ends_at"]) == (0, False, None)
    assert (item["renewal"]["stopped_by"], item["renewal"]["renews_at"]) == ("you", item["paid_through"])
    assert "apps.apple.com" in item["renewal"]["how"]


def test_who_pays_in_no_store_has_nothing_to_move(stores: StoreHarness) -> None:
    """It would be for good, and help no one; a purchase in the sandbox is none."""
    stores.claim(stores.buy(stores.rosa, environment="sandbox")["receipt"])
    for query in ({}, {"dry_run": "true"}):
        reply = move(stores.billing, stores.rosa, **query)
        assert (reply.status, reply.body["code"]) == (409, "nothing_to_move")


def test_a_new_purchase_in_the_app_store_is_refused(stores: StoreHarness) -> None:
    """With what to do; but the time is theirs while Apple keeps the money, so it is known."""
    stores.claim(stores.buy(stores.rosa)["receipt"])
    move(stores.billing, stores.rosa)
    later = clock.now() + timedelta(minutes=1)
    named = {"account_id": uuid4().hex, "account_token": to_account_token(stores.rosa)}
    bought = stores.apple.happen("subscribed", **named, product="phone.us.yearly", at=later.isoformat())
    reply = stores.claim(bought["receipt"])
    assert (reply.status, reply.body["code"]) == (409, "moved_to_web")
    assert "reportaproblem.apple.com" in reply.body["title"]
    assert len(stores.shown()) == 2


def test_a_new_purchase_at_google_is_not_confirmed(play: PlayHarness) -> None:
    """Google pays it back after three days, also what goes on from what was bought before the move."""
    play.buy(at=datetime(2026, 10, 1, 10, tzinfo=UTC).isoformat())
    move(play.billing, play.rosa)
    later = (clock.now() + timedelta(minutes=1)).isoformat()
    named = {"account_id": uuid4().hex, "account_token": to_account_token(play.rosa)}
    new = play.google.happen("subscribed", **named, at=later)
    again = play.google.happen("resubscribed", account_id=play.rosa, at=later)
    for bought in (new, again):
        assert play.claim(bought["receipt"]).body["code"] == "moved_to_web"
    assert [it["acknowledged"] for it in play.google.truth()].count(True) == 1
