"""Killed between any two calls, with pushes that come twice: nothing of Google Play's is lost or counted twice (B9)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.account_token import to_account_token
from kernel import aws, clock
from tests.faults import Crash, counted, crashing
from tests.services.billing.playing import PlayHarness

_MOST = 14
_LOOK = 48  # one call for each shard, and what follows from the page of one


def _killed(play: PlayHarness, do: Callable[[], object], at_call: int, *, after: bool) -> bool:
    """Return whether what was done was killed at this call."""
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        do()
        return False
    return True


def _rest(play: PlayHarness) -> None:
    """Have what the queues hold delivered again."""
    play.billing.world.settle()


def _assert_right(play: PlayHarness) -> None:
    (true,) = play.google.truth()
    known = play.only()
    assert len(known.periods) == len(true["periods"]) == 1
    assert (known.account_id, true["acknowledged"]) == (play.rosa, True)
    changes = play.billing.events("StoreSubscriptionChanged")
    assert [it["revision"] for it in changes] == sorted({it["revision"] for it in changes})


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, _MOST + 1))
def test_a_push_survives_a_crash(play: PlayHarness, at_call: int, after: bool) -> None:
    """From the door to the confirmation: Google pushes again what we did not answer, the queue what was not done."""
    bought = play.google.happen("subscribed", account_id=play.rosa, account_token=to_account_token(play.rosa))
    push = play.arrived(bought["notification_id"])
    _killed(play, lambda: play.receive(push), at_call, after=after)
    assert play.receive(push) == 200
    _rest(play)
    _assert_right(play)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, _MOST + 1))
def test_a_claim_survives_a_crash(play: PlayHarness, at_call: int, after: bool) -> None:
    """The app hands its token in again; the push has not come."""
    bought = play.google.happen("subscribed", account_id=play.rosa, account_token=to_account_token(play.rosa))
    _killed(play, lambda: play.claim(bought["receipt"]), at_call, after=after)
    assert play.claim(bought["receipt"]).status == 201
    _rest(play)
    _assert_right(play)


def test_the_crashes_cover_every_call(play: PlayHarness) -> None:
    """Neither makes more calls than the tests above crash at."""
    bought = play.google.happen("subscribed", account_id=play.rosa, account_token=to_account_token(play.rosa))
    with counted(aws.client("dynamodb")) as pushed:
        play.receive(play.arrived(bought["notification_id"]))
    with counted(aws.client("dynamodb")) as claimed:
        play.claim(bought["receipt"])
    assert max(len([name for name in it.made if name != "Scan"]) for it in (pushed, claimed)) <= _MOST


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(2, _LOOK + 1, 6))
def test_a_look_survives_a_crash(play: PlayHarness, at_call: int, after: bool) -> None:
    """A renewal and a refund that no push has said: found once, by the same look delivered again, or by the next."""
    now = clock.now()
    order = play.buy(at=(now - timedelta(days=60)).isoformat())["period"]
    play.google.happen("renewed", account_id=play.rosa, at=(now - timedelta(days=29)).isoformat())
    play.google.happen("refunded", account_id=play.rosa, period=order, at=(now - timedelta(days=1)).isoformat())
    _killed(play, play.look, at_call, after=after)
    _rest(play)
    play.look()
    known = play.only()
    assert (len(known.periods), known.is_refunded(order)) == (2, True)
    assert sum(1 for _ in known.kept) == 1


def test_the_crashes_cover_every_call_of_a_look(play: PlayHarness) -> None:
    """It makes no more calls than the test above crashes at."""
    play.buy()
    with counted(aws.client("dynamodb")) as looked:
        play.look()
    assert len(looked.made) <= _LOOK


@pytest.mark.parametrize("fault", ["error", "error_after", "rate_limited"])
def test_a_confirmation_comes_again_until_google_has_it(play: PlayHarness, fault: str) -> None:
    """The purchase is stored whatever Google answers; it is confirmed by the queue, or by the daily look."""
    bought = play.google.happen("subscribed", account_id=play.rosa, account_token=to_account_token(play.rosa))
    assert play.receive(play.arrived(bought["notification_id"]), settled=False) == 200
    envelopes = play.billing.world.outbox(but=play.billing.world.delivered)
    for envelope in envelopes:
        play.billing.world.deliver(envelope)
        play.billing.world.delivered.add(envelope.id)
    assert len(play.only().periods) == 1
    play.google.control("behaviour", fault=fault, times=9)
    with pytest.raises(AssertionError, match="failed on PlayPurchaseUnconfirmed"):
        play.billing.world.settle()
    play.google.control("behaviour", fault=fault, times=0)
    play.billing.world.settle()
    _assert_right(play)
