"""Killed between any two AWS calls, or with the carrier silent, a call is connected and settled once, never lost."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.calls import CallDue, CallUnfunded
from contracts.event import Event
from kernel import aws, clock
from services.numbers import call_wiring
from services.numbers.domain.call_settings import Forwarding, Ring, Voicemail
from tests.events import deliver, enveloped, queue_batch
from tests.faults import Crash, counted, crashing
from tests.in_process import door
from tests.services.numbers.calls_harness import TARGET, CallsHarness
from tests.services.numbers.harness import MEMBER, OTHER

MOST_CALLS = 4  # the event's own record twice, the call, and its change
BEFORE_AFTER = pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
AT_CALL = pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))


def _react(calls: CallsHarness, event: Event) -> None:
    """Deliver an event as the queue does, each time under the same id."""
    with calls.harness.world.inside("numbers"):
        batch = queue_batch(enveloped(event, event_id="evt_the_same"))
        deliver(door("numbers", "calling").handler, batch)


def _waits_for_money(calls: CallsHarness) -> str:
    """Have a call come, and leave billing's answer to the test."""
    call_id = calls.comes()
    calls.answered.add(call_id)
    calls.until(lambda: calls.events("CallArrived"))
    return call_id


@BEFORE_AFTER
@AT_CALL
def test_connecting_survives_a_crash(calls: CallsHarness, at_call: int, after: bool) -> None:
    """When billing's answer is delivered again, the call is transferred by one command, and settled once."""
    call_id = _waits_for_money(calls)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        _react(calls, calls.answer(call_id))
    _react(calls, calls.answer(call_id))
    calls.until(calls.is_over(call_id))
    assert len({body["command_id"] for _, body in calls.commands()}) == 1
    assert ([it.seconds for it in calls.entries()], len(calls.events("CallEnded"))) == ([42], 1)


@BEFORE_AFTER
@AT_CALL
def test_turning_away_survives_a_crash(calls: CallsHarness, at_call: int, after: bool) -> None:
    """When billing's refusal is delivered again, the caller gets one notice, and the call ends."""
    call_id = _waits_for_money(calls)
    refusal = CallUnfunded(call_id=call_id, slice=1, reason="insufficient_credits")
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        _react(calls, refusal)
    _react(calls, refusal)
    calls.until(calls.is_over(call_id))
    assert len({body["command_id"] for name, body in calls.commands() if name == "answer"}) == 1
    assert [it.reason for it in calls.entries()] == ["out_of_credit"]


@BEFORE_AFTER
@AT_CALL
def test_asking_the_carrier_survives_a_crash(calls: CallsHarness, at_call: int, after: bool) -> None:
    """A call whose ends were not reported is settled once, however often the question is broken off."""
    calls.control("/behaviour", drop=["call.hangup"])
    call_id = calls.comes()
    calls.until(lambda: (it := calls.find(call_id)) and it.taker)
    calls.until(lambda: calls.status(call_id) == "ended")
    calls.pump()
    due = CallDue(call_id=call_id, as_of=clock.now() + timedelta(hours=2))
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        _react(calls, due)
    _react(calls, due)
    assert ([it.seconds for it in calls.entries()], len(calls.events("CallEnded"))) == ([42], 1)


def test_the_crashes_cover_every_call(calls: CallsHarness) -> None:
    """Connecting a call makes no more AWS calls than the tests above crash at."""
    call_id = _waits_for_money(calls)
    with counted(aws.client("dynamodb")) as made:
        _react(calls, calls.answer(call_id))
    assert len(made.made) == MOST_CALLS
    calls.until(calls.is_over(call_id))


def test_a_carrier_that_was_silent_is_commanded_once_it_answers(calls: CallsHarness) -> None:
    """Billing's answer is delivered again while the carrier is down; the command is then done, once."""
    call_id = _waits_for_money(calls)
    calls.control("/behaviour", fault="down", times=2)
    for _ in range(2):
        _react(calls, calls.answer(call_id))
    calls.until(calls.is_over(call_id))
    assert len(calls.commands()) == 3
    assert len({body["command_id"] for _, body in calls.commands()}) == 1
    assert [it.seconds for it in calls.entries()] == [42]


def test_a_transfer_that_was_lost_is_given_up(calls: CallsHarness) -> None:
    """The carrier never did it and has let the caller go: asked, the call is settled with nothing, as missed."""
    call_id = _waits_for_money(calls)
    calls.control("/behaviour", fault="down", times=9, only=["transfer"])
    for _ in range(2):
        _react(calls, calls.answer(call_id))
    session = calls.sessions[call_id]
    calls.control(f"/{session}", event="hang_up")
    calls.until(lambda: (it := calls.find(call_id)) and it.has_origin_left)
    calls.look(clock.now() + timedelta(minutes=5))
    assert ([it.reason for it in calls.entries()], calls.events("CallEnded")[0]["seconds"]) == (["missed"], 0)


@pytest.mark.parametrize("order", ["at_once", "in_turn"])
def test_of_several_people_one_takes_the_call(calls: CallsHarness, order: str) -> None:
    """At once: all are rung, and those who did not answer are hung up. In turn: the next rings when one has not."""
    first, second = calls.has_app(MEMBER, does="rings"), calls.has_app(OTHER, does="answers", after=4, seconds=30)
    ring = Ring(others=(OTHER,), order=order, seconds=60 if order == "at_once" else 10)  # type: ignore[arg-type]
    calls.sets(ring=ring, voicemail=Voicemail(is_on=False))
    call_id = calls.comes(caller_does={"seconds": None}, pace=40)
    calls.until(calls.is_over(call_id))
    rung = [body["to"] for name, body in calls.commands() if name in ("dial", "transfer")]
    assert rung == [first, second]
    (entry,) = calls.entries()
    assert (entry.answered_by, entry.seconds, calls.events("CallArrived")) == ("app", 30, [])
    hung_up = [name for name, _ in calls.commands() if name == "hangup"]
    assert len(hung_up) == (1 if order == "at_once" else 0)


def test_a_call_that_is_forwarded_in_a_circle_ends(calls: CallsHarness) -> None:
    """Two numbers that forward to each other, which settings refuse: the call is stopped where it comes back."""
    calls.sets(forwarding=Forwarding(calls.phone_number, "always", 25), voicemail=Voicemail(is_on=False))
    calls.control("", **{"from": "+12125550199", "to": calls.phone_number})
    calls.until(lambda: len(calls.entries()) == 2)
    assert {it.reason for it in calls.entries()} == {"forwarding_loop", "missed"}
    assert TARGET not in {body.get("to") for _, body in calls.commands()}


def test_the_carrier_says_whether_a_leg_has_ended(calls: CallsHarness) -> None:
    """Asked about a leg, it says when it ended; of one that is alive, or unknown, nothing follows."""
    call_id = calls.comes(hold=True)
    calls.until(calls.commands)
    with calls.harness.world.inside("numbers"):
        carrier, call = call_wiring.calling(), calls.find(call_id)
        assert call is not None
        assert call.origin is not None
        assert (carrier.find_end(call.origin.control_id), carrier.find_end("v3:unknown")) == (None, None)
        for event in ("answer", "hang_up"):
            calls.control(f"/{calls.sessions[call_id]}", event=event)
        calls.until(calls.is_over(call_id))
        over = calls.find(call_id)
        assert over is not None
        assert [carrier.find_end(leg.control_id) for leg in over.legs] == [leg.ended_at for leg in over.legs]
