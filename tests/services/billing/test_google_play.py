"""Subscriptions in Google Play: pushes and proofs, in any order and however often, count each order once (B9)."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from contracts.account_token import to_account_token
from kernel import clock, ids
from simulators.google.forgeries import FORGERIES
from tests.services.billing.playing import PlayHarness


def _at(month: int, day: int = 1) -> str:
    return datetime(2026, month, day, 10, tzinfo=UTC).isoformat()


def test_a_purchase_is_known_owned_and_acknowledged(play: PlayHarness) -> None:
    """By the push alone: the app has named the account. Google keeps the money once it is stored."""
    bought = play.buy()
    (shown,) = play.shown()
    (true,) = play.google.truth()
    assert (shown["store"], shown["product_id"], shown["plan_id"]) == (
        "google_play",
        "phone.us.monthly",
        "local_monthly",
    )
    assert datetime.fromisoformat(shown["paid_through"]) == datetime.fromisoformat(true["paid_through"])
    assert (shown["status"], shown["is_test"], true["acknowledged"]) == ("active", False, True)
    assert (play.only().store_id, play.asked(":acknowledge")) == (bought["receipt"], 1)
    (changed, *_) = play.billing.events("StoreSubscriptionChanged")
    assert (changed["account_id"], changed["store"], changed["periods"]) == (play.rosa, "google_play", 1)


def test_a_proof_and_pushes_count_one_period(play: PlayHarness) -> None:
    """The push, the same again, another message of the same order and the app's proof: one period (D3)."""
    bought = play.buy()
    push = play.arrived(bought["notification_id"])
    assert play.receive(push) == 200
    play.happen("repeated")
    assert [play.claim(bought["receipt"]).status for _ in range(2)] == [201, 201]
    assert len(play.only().periods) == 1
    assert play.asked(":acknowledge") == 1


@pytest.mark.parametrize("forgery", sorted(FORGERIES))
def test_a_forged_push_is_refused_and_changes_nothing(play: PlayHarness, forgery: str) -> None:
    """Whatever is wrong with its token, it is a 401, and nothing is stored."""
    bought = play.google.happen("subscribed", account_id=play.rosa)
    genuine = play.arrived(bought["notification_id"])
    play.google.control("forgeries", forgery=forgery)
    forged = play.google.listener.wait_for(lambda received: len(received) >= 2)[-1]
    assert play.receive(forged) == 401
    assert (play.billing.items("WEBHOOK"), play.known()) == ([], [])
    assert play.receive(genuine) == 200
    assert len(play.known()) == 1


def test_a_push_that_is_no_message_is_malformed(play: PlayHarness) -> None:
    """Bytes that are no message of Pub/Sub's are refused, though the token is genuine."""
    genuine = play.arrived(play.google.happen("test")["notification_id"])
    for body in (b"{}", b"no", b'{"message": {"messageId": ""}}', b'{"message": []}'):
        assert play.receive(dataclasses.replace(genuine, body=body)) == 400
    assert play.billing.items("WEBHOOK") == []


@pytest.mark.parametrize("event", ["test", "one_time"])
def test_what_is_of_no_subscription_is_kept(play: PlayHarness, event: str) -> None:
    """A test and a sale of another kind are stored, answered, and change nothing."""
    pushed = play.google.happen(event)
    assert play.receive(play.arrived(pushed["notification_id"])) == 200
    assert (len(play.billing.items("WEBHOOK")), play.known()) == (1, [])


def test_a_code_that_is_newer_is_read_like_any_other(play: PlayHarness) -> None:
    """A push says only that something changed."""
    play.google.happen("subscribed", account_id=play.rosa)
    play.happen("unknown")
    assert len(play.only().periods) == 1


def test_pushes_in_any_order(play: PlayHarness) -> None:
    """Purchase, renewal, refund and cancel, the newest first: the end is what Google says."""
    happened = [
        play.google.happen("subscribed", account_id=play.rosa, at=_at(10)),
        play.google.happen("renewed", account_id=play.rosa, at=_at(11)),
        play.google.happen("refunded", account_id=play.rosa, at=_at(11, 3)),
        play.google.happen("renewal_off", account_id=play.rosa, at=_at(11, 4)),
    ]
    for push in [play.arrived(it["notification_id"]) for it in reversed(happened)]:
        assert play.receive(push) == 200
    known = play.only()
    assert known.is_refunded(happened[1]["period"])
    assert not known.renews
    assert known.ends_at is None or known.ends_at <= datetime.fromisoformat(_at(11))


def test_a_purchase_without_an_account_is_its_first_claimants(play: PlayHarness) -> None:
    """It is not acknowledged before it has an owner; then Google is given the account with it (D6, D11)."""
    bought = play.buy(named=False)
    assert (play.only().account_id, play.asked(":acknowledge")) == ("", 0)
    assert play.claim(bought["receipt"]).status == 201
    assert play.claim(bought["receipt"], play.sam).body["code"] == "claimed_by_another_account"
    (true,) = play.google.truth()
    assert (true["acknowledged"], true["account_token"]) == (True, to_account_token(play.rosa))


def test_a_purchase_of_no_account_of_ours_is_its_first_claimants(play: PlayHarness) -> None:
    """The app named an account that we do not know: it is not acknowledged before it is claimed, and then it is."""
    bought = play.buy(account_token=to_account_token(ids.new_id("acc")))
    assert (play.only().account_id, play.asked(":acknowledge")) == ("", 0)
    assert play.claim(bought["receipt"]).status == 201
    assert (play.only().account_id, play.google.truth()[0]["acknowledged"]) == (play.rosa, True)


def test_what_google_has_paid_back_is_not_confirmed(play: PlayHarness) -> None:
    """Claimed too late, after three days: it pays for no time, and Google is not asked to keep it."""
    bought = play.buy(named=False)
    play.happen("revoked")
    assert play.claim(bought["receipt"]).body["paid_through"] is None
    play.look()
    assert play.asked(":acknowledge") == 0


def test_a_proof_of_anothers_purchase_is_refused(play: PlayHarness) -> None:
    """A token is no secret: the account in it must be the caller's, and nothing says whose it is (D11)."""
    bought = play.google.happen("subscribed", account_id=play.rosa, account_token=to_account_token(play.rosa))
    refused = play.claim(bought["receipt"], play.sam)
    assert (refused.status, refused.body["code"]) == (409, "claimed_by_another_account")
    assert play.rosa not in str(refused.body)
    assert play.known() == []


@pytest.mark.parametrize("receipt", ["invented-token", "a/b", "x" * 1000])
def test_an_invented_proof_is_refused(play: PlayHarness, receipt: str) -> None:
    """A token that Google does not know is no receipt."""
    refused = play.claim(receipt)
    assert (refused.status, refused.body["code"]) == (422, "invalid_receipt")


def test_a_test_purchase_is_filed_apart(play: PlayHarness) -> None:
    """What a licence tester buys is seen, and pays for no time (D2)."""
    play.buy(environment="sandbox")
    (shown,) = play.shown()
    assert (shown["is_test"], shown["paid_through"]) == (True, None)


def test_a_pending_purchase_pays_for_nothing(play: PlayHarness) -> None:
    """Cash is awaited: the claim is remembered, nothing is paid or acknowledged; once it is paid, the period counts."""
    bought = play.buy("pending")
    claimed = play.claim(bought["receipt"])
    assert (claimed.status, claimed.body["status"], claimed.body["paid_through"]) == (201, "pending", None)
    assert (claimed.body["product_id"], play.asked(":acknowledge")) == ("phone.us.monthly", 0)
    play.happen("completed")
    assert (play.shown()[0]["status"], play.google.truth()[0]["acknowledged"]) == ("active", True)


def test_a_pending_purchase_that_is_canceled_is_watched_no_more(play: PlayHarness) -> None:
    """Nothing was paid, and nothing will be."""
    play.buy("pending")
    assert play.only().is_watched(clock.now())
    play.happen("pending_canceled")
    assert not play.only().is_watched(clock.now())


def test_a_refund_takes_back_its_own_order(play: PlayHarness) -> None:
    """One order of several, and no other (D8)."""
    first = play.buy(at=_at(10))["period"]
    second = play.happen("renewed", at=_at(11))["period"]
    play.happen("refunded", period=first)
    known = play.only()
    assert (known.is_refunded(first), known.is_refunded(second)) == (True, False)


def test_a_revoked_subscription_ends_at_once(play: PlayHarness) -> None:
    """Google ends it and pays the last order back."""
    order = play.buy()["period"]
    play.happen("revoked")
    assert (play.only().is_refunded(order), play.shown()[0]["paid_through"]) == (True, None)


def test_grace_and_hold_add_no_time(play: PlayHarness) -> None:
    """The expiry moves without a payment; a late payment is a period from its own day (D4, D7)."""
    play.buy(at=_at(8))
    play.happen("grace", at=_at(9))
    assert play.only().ends_at == datetime.fromisoformat(_at(9))
    play.happen("on_hold", at=_at(9, 8))
    assert (play.only().ends_at, play.only().renews) == (datetime.fromisoformat(_at(9)), True)
    order = play.happen("recovered", at=_at(11))["period"]
    assert play.only().periods[order].starts_at == datetime.fromisoformat(_at(11))


def test_a_cancel_ends_the_renewal_and_a_restart_begins_it_again(play: PlayHarness) -> None:
    """Paid time stays as it is both times."""
    play.buy()
    until = play.only().paid_through
    play.happen("renewal_off")
    assert (play.shown()[0]["status"], play.only().paid_through) == ("cancelled", until)
    play.happen("renewal_on")
    assert (play.shown()[0]["status"], play.only().paid_through) == ("active", until)


def test_while_google_does_not_answer_nothing_is_lost(play: PlayHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """Quota, faults and nonsense: the push is stored and answered, and handled when the queue delivers it again."""
    bought = play.google.happen("subscribed", account_id=play.rosa, account_token=to_account_token(play.rosa))
    push = play.arrived(bought["notification_id"])
    for fault in ("rate_limited", "error", "unavailable", "unauthenticated"):
        play.google.control("behaviour", fault=fault, times=9)
        play.receive(push, settled=False)
        with pytest.raises(Exception, match=r".*"):
            play.billing.world.settle()
        assert play.known() == []
        assert play.claim_status(bought["receipt"]) == 503
    play.google.control("behaviour", fault="error", times=0)
    play.billing.world.settle()
    assert len(play.only().periods) == 1
    assert "GooglePlayDoesNotLetUsIn" in capsys.readouterr().out


def test_without_googles_keys_a_push_comes_again(play: PlayHarness) -> None:
    """503 asks Google to push it again; nothing is stored meanwhile."""
    push = play.arrived(play.google.happen("test")["notification_id"])
    with play.set(GOOGLE_PLAY_CERTS_URL="http://127.0.0.1:9/certs"):
        assert play.receive(push) == 503
    assert play.billing.items("WEBHOOK") == []
    assert play.receive(push) == 200


def test_another_app_is_not_ours(play: PlayHarness) -> None:
    """A push about another app of the same account at Google is kept, and Google is not asked about it."""
    push = play.arrived(play.google.happen("subscribed", account_id=play.rosa)["notification_id"])
    with play.set(GOOGLE_PLAY_PACKAGE="com.example.another"):
        assert play.receive(push) == 200
    assert (play.known(), play.asked("subscriptionsv2")) == ([], 0)


def test_a_store_that_is_not_set_up_is_not_served(play: PlayHarness) -> None:
    """Without settings there is no such store: for apps, for pushes, for the daily look."""
    play.buy()
    push = play.arrived(play.google.happen("test")["notification_id"])
    with play.set(GOOGLE_PLAY_PACKAGE=""):
        assert play.claim("token").body["code"] == "store_not_served"
        assert play.receive(push) == 409
        play.look()


def test_what_ended_long_ago_is_left_alone(play: PlayHarness) -> None:
    """Google knows a subscription for 60 days after its end; a push of before changes nothing then."""
    long_ago = clock.now() - timedelta(days=120)
    bought = play.google.happen("subscribed", account_id=play.rosa, at=long_ago.isoformat())
    play.google.happen("renewal_off", account_id=play.rosa, at=(long_ago + timedelta(days=1)).isoformat())
    play.google.control("clock", as_of=clock.now().isoformat())
    assert play.receive(play.arrived(bought["notification_id"])) == 200
    assert play.known() == []
