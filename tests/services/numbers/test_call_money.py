"""The clock of a running call: more money before its slice ends, a cut without it, then questions (N6, B11)."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_due import due_of
from services.numbers.domain.call_settlement import entry_of
from services.numbers.domain.call_terms import Money
from tests.services.numbers.call_cases import FORWARD, HELD, REJECT, a_call, after, of_caller, of_target


def _talking(money: Money = HELD) -> Call:
    call = a_call(FORWARD, REJECT, money=money)
    for fact in (of_caller("initiated", 0), of_target("initiated", 1), of_target("answered", 10)):
        call = advance(call.apply(fact), after(10)).call
    return call


def _due(call: Call) -> datetime:
    due = due_of(call)
    assert due is not None
    return due[1]


def test_another_slice_is_asked_for_three_minutes_before_the_end() -> None:
    """It is asked for when it is due, and once more; held, it moves the end, up to the carrier's time limit."""
    call = _talking()
    assert _due(call) == after(10 + 900 - 180)
    assert advance(call, after(729)).slice == 0
    asked = advance(call, after(730))
    assert (asked.slice, asked.commands) == (2, [])
    assert advance(asked.call, after(731)).slice == 0
    again = advance(asked.call, after(790))
    assert (again.slice, advance(again.call, after(791)).slice) == (2, 0)
    held = replace(asked.call, money=asked.call.money.hold(2, 1_800, 99))
    assert _due(held) == after(10 + 1_800 - 180)
    last = replace(held, money=replace(held.money, slices=4, seconds=3_600))
    assert _due(last) == after(10 + 3_600 + 120)  # the carrier cuts it: when that is not reported, it is asked


def test_a_refused_slice_ends_the_call_before_its_last_minute() -> None:
    """Without more money the leg that costs credits is hung up before what is held is used up."""
    asked = advance(advance(_talking(), after(730)).call, after(790)).call
    for without in (replace(asked, money=asked.money.refuse(2, "insufficient_credits")), asked):
        assert _due(without) == after(10 + 900 - 90)
        assert advance(without, after(819)).commands == []
        cut = advance(without, after(820))
        assert [(it.verb, it.control_id) for it in cut.commands] == [("hangup", "control-b")]
        lost = advance(cut.call, after(875))
        assert [it.name for it in lost.commands] == ["hangup:leg-b:1"]
    over = advance(cut.call.apply(of_target("ended", 852, cause="normal_clearing")), after(852))
    assert entry_of(over.call).seconds == 842


def test_the_first_answer_to_a_slice_counts() -> None:
    """Billing's answers come twice and late: what is held stays held, what was refused stays refused."""
    held = Money().hold(1, 900, 3_600)
    assert held.hold(1, 900, 100) == held
    assert held.refuse(1, "x") == held
    refused = Money().refuse(1, "x")
    assert refused.hold(1, 900, 3_600) == refused
    more = held.hold(2, 1_800, 5)
    assert (more.limit, held.refuse(2, "x").hold(2, 1_800, 5), more.refuse(2, "x")) == (3_600, more, more)


def test_a_call_cut_by_the_carriers_limit_is_not_cut_by_us() -> None:
    """When all credits are held at once, the carrier's time limit is exact, and no minute is lost."""
    call = _talking(Money(slices=1, seconds=400, limit=400))
    assert _due(call) == after(10 + 400 + 120)
    assert advance(call, after(405)).commands == []


def test_a_silent_call_is_asked_about_at_longer_and_longer_intervals() -> None:
    """Whatever is known, a call that is not settled or still has a leg is looked at again; what is over never is."""
    call = _talking()
    gone = advance(call.apply(of_caller("ended", 300, cause="normal_clearing")), after(300)).call
    assert _due(gone) == after(330)
    at, gaps = after(330), []
    for _ in range(8):
        gone = gone.check(at)
        gaps.append((_due(gone) - at).total_seconds() / 60)
        at = _due(gone)
    assert gaps == [1, 2, 5, 10, 60, 1440, 1440, 1440]
    over = advance(gone.apply(of_target("ended", 300, cause="normal_clearing")), at)
    assert (over.settles, due_of(over.call)) == (True, None)


@given(st.lists(st.tuples(st.integers(60, 900), st.booleans()), max_size=6), st.integers(60, 20_000))
def test_a_call_never_talks_longer_than_what_is_held(slices: list[tuple[int, bool]], limit: int) -> None:
    """Looked at each minute, a call is cut before its money ends, whichever slices are held, or by its limit."""
    call = _talking(Money(slices=1, seconds=900, limit=max(limit, 900)))
    at, answers = after(10), list(slices)
    while at < after(20_000):
        at += timedelta(seconds=60)
        step = advance(call, at)
        call = step.call
        if any(it.verb == "hangup" for it in step.commands):
            break
        if step.slice and answers:
            more, is_held = answers.pop(0)
            seconds = call.money.seconds + more
            refused = call.money.refuse(step.slice, "insufficient_credits")
            call = replace(call, money=call.money.hold(step.slice, seconds, 0) if is_held else refused)
        if call.money.seconds >= call.money.time_limit:
            return
    assert at - after(10) <= timedelta(seconds=call.money.seconds)
