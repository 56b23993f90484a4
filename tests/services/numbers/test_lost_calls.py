"""A call that the carrier never explains rings an alarm and is closed by the operator: it is settled once (N9, B11)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kernel import clock
from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_closing import can_have_talked, close
from services.numbers.domain.call_due import due_of
from services.numbers.domain.call_settlement import ended, entry_of, paid_seconds
from services.numbers.domain.call_terms import Step
from services.numbers.stores import running_calls
from tests.in_process import door
from tests.services.numbers.call_cases import (
    FORWARD,
    HELD,
    NOTICE,
    REJECT,
    RING,
    RING_TWO,
    VOICEMAIL,
    a_call,
    after,
    of_app,
    of_caller,
    of_target,
)
from tests.services.numbers.calls_harness import CallsHarness
from tests.services.numbers.comparing import counted, report, running_call

LATER = timedelta(hours=5, minutes=1)


@pytest.fixture
def lost(calls: CallsHarness) -> str:
    """Return a call that talks, and of whose end nothing is ever known."""
    call_id = running_call(calls)
    calls.control("/behaviour", fault="down", times=99)
    return call_id


def operate(calls: CallsHarness, **body: Any) -> dict[str, Any]:
    """Have the operator close a call, and return the answer."""
    about = {"action": "close_call", "request_id": uuid4().hex, "by": "kim", "reason": "the carrier has no end of it"}
    with calls.harness.world.inside("numbers"):
        return dict(door("numbers", "operations").handler(about | body, None))


def let_pass(monkeypatch: pytest.MonkeyPatch, time: timedelta) -> None:
    """Have so much time pass."""
    now: datetime = clock.now() + time
    monkeypatch.setattr(clock, "now", lambda: now)


def running(calls: CallsHarness) -> int:
    """Return how many calls count as running for the number."""
    item = calls.harness.table.get(**running_calls.key(calls.phone_number)) or {}
    return int(item.get("running", 0))


def test_a_call_that_must_have_ended_rings_and_is_listed(
    calls: CallsHarness, lost: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not one that may still run; each night again, as long as it counts as running."""
    for hours, rings in ((4, 0), (6, 1), (30, 1)):
        capsys.readouterr()
        calls.harness.world.run_job("numbers", "watch_lost_calls", clock.to_text(clock.now() + timedelta(hours=hours)))
        assert counted("CallRunsLong", capsys) == rings
    assert report(calls, "lost_calls")["calls"] == []
    let_pass(monkeypatch, LATER)
    (row,) = report(calls, "lost_calls")["calls"]
    assert (row["call_id"], row["session_id"]) == (lost, calls.sessions[lost])
    assert {leg["role"]: leg["is_alive"] for leg in row["legs"]} == {"caller": True, "target": True}


def test_the_operator_closes_a_call_by_its_seconds(
    calls: CallsHarness, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is settled once, by their name, and does not count for its number any more; a late webhook changes nothing."""
    assert running(calls) == 1
    let_pass(monkeypatch, LATER)
    answers = [operate(calls, call_id=lost, seconds=312, request_id="close-0001") for _ in range(2)]
    assert answers[0] == answers[1]
    assert (answers[0]["done"]["seconds"], answers[0]["done"]["answered_by"]) == (312, "forwarding")
    (end,) = calls.events("CallEnded")
    assert (end["call_id"], end["seconds"]) == (lost, 312)
    assert ([entry.seconds for entry in calls.entries()], running(calls)) == ([312], 0)
    action = calls.harness.table.get("ACTION#close-0001", "ACTION")
    assert action
    assert (action["action"], action["by"]) == ("close_call", "kim")
    calls.control("/behaviour", fault="ok")
    calls.control(f"/{calls.sessions[lost]}", event="hang_up")
    calls.until(lambda: calls.status(lost) == "ended")
    calls.pump()
    assert len(calls.events("CallEnded")) == len(calls.entries()) == 1
    assert report(calls, "lost_calls")["calls"] == []


def test_no_call_is_closed_by_more_seconds_than_the_carrier_lets_one_last(calls: CallsHarness) -> None:
    """A slip of the operator's hand charges no one for a day, nor for a time that is yet to come."""
    codes = [operate(calls, call_id="call_9", seconds=seconds)["refused"]["code"] for seconds in (14_400, 14_401)]
    assert codes == ["not_found", "invalid_request"]


def test_what_may_run_or_is_over_is_not_closed(calls: CallsHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown call, one that began a moment ago, one that has ended, and one that no one can have answered."""
    call_id = running_call(calls)
    assert operate(calls, call_id=call_id, seconds=60)["refused"]["code"] == "call_may_run"
    assert operate(calls, call_id="call_9", seconds=60)["refused"]["code"] == "not_found"
    calls.control(f"/{calls.sessions[call_id]}", event="hang_up")
    calls.until(calls.is_over(call_id))
    let_pass(monkeypatch, LATER)
    assert operate(calls, call_id=call_id, seconds=60)["refused"]["code"] == "call_is_over"


def test_a_call_that_no_one_can_have_answered_has_no_seconds(
    calls: CallsHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is closed with none."""
    calls.credits = 0
    calls.sets(forwarding=None)
    calls.control("/behaviour", fault="down", times=999)
    call_id = calls.comes(hold=True)
    calls.until(lambda: calls.find(call_id))
    let_pass(monkeypatch, LATER)
    refused = operate(calls, call_id=call_id, seconds=60)["refused"]
    assert (refused["code"], refused["errors"][0]["field"]) == ("no_one_talked", "seconds")
    assert operate(calls, call_id=call_id, seconds=0)["done"]["answered_by"] == "none"


_ROUTES = [
    [FORWARD, REJECT], [RING, FORWARD, REJECT], [RING_TWO, FORWARD, VOICEMAIL], [NOTICE], [VOICEMAIL], [REJECT],
]  # fmt: skip
_FACTS = [
    of_app("initiated", 1), of_app("answered", 5), of_app("ended", 9, cause="timeout"),
    of_target("initiated", 11), of_target("answered", 15), of_target("bridged", 15), of_caller("answered", 15),
    of_target("ended", 99, cause="normal_clearing"), of_caller("ended", 99), of_caller("spoken", 20),
]  # fmt: skip
_RACE = [of_app("answered", 5), of_target("bridged", 15), of_target("ended", 99, cause="normal_clearing")]


@example([FORWARD, REJECT], _RACE, 0, False)  # the app took it, and who was rung elsewhere answered too
@given(st.sampled_from(_ROUTES), st.lists(st.sampled_from(_FACTS), max_size=6), st.integers(0, 9_000), st.booleans())
def test_whatever_is_known_of_a_call_closing_settles_it_once(
    route: list[Step], known: list[Any], seconds: int, is_funded: bool
) -> None:
    """It has the operator's seconds unless its own facts say others; nothing is asked of the carrier any more.

    What a leg that costs is known to have lasted is paid, also where another leg took the call.
    """
    more = {"money": HELD} if is_funded else {}
    call = advance(a_call(*route, **more).apply(of_caller("initiated", 0)), after(1)).call
    for fact in known:
        call = advance(call.apply(fact), after(100)).call
    if call.is_settled:
        return
    now = after(LATER.total_seconds())
    said = seconds if can_have_talked(call) else 0
    own, paid = call.taker.seconds if call.taker else 0, paid_seconds(call)
    closed = advance(close(call, said, now), now)
    assert closed.settles
    assert (closed.commands, closed.slice, closed.asks_funds, due_of(closed.call)) == ([], 0, False, None)
    assert entry_of(closed.call).seconds == (own or said if _may_be_said(call, closed.call) else own)
    assert not advance(closed.call.apply(of_caller("ended", 120)), now).settles
    assert paid <= ended(closed.call).seconds <= max(own, said, paid)


def _may_be_said(before: Call, closed: Call) -> bool:
    """Return whether the operator's seconds were needed: someone took the call, by what is known now."""
    return closed.taker is not None and not (before.taker and not before.taker.is_alive)
