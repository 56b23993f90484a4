"""Each day our calls are compared with the carrier's records; a difference is counted and reported, once (N9, B11)."""

from datetime import date, timedelta

import pytest

from contracts.calls import CallComparisonDue
from services.numbers.carrier import call_records
from services.numbers.domain.call_settings import Forwarding
from services.numbers.stores import call_comparisons, call_sessions
from services.numbers.use_cases.call_comparison import compare_calls
from tests.services.numbers.calls_harness import CallsHarness
from tests.services.numbers.comparing import (
    compare,
    counted,
    end_unheard,
    ended_call,
    lines,
    morning,
    report,
    running_call,
    today,
    try_step,
)


@pytest.fixture(autouse=True)
def _two_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few shards as show that there are several."""
    monkeypatch.setattr(call_sessions, "SHARDS", 2)


def compare_unheard(calls: CallsHarness) -> None:
    """Compare as if none of the webhooks up to now had come."""
    calls.heard = len(calls.harness.carrier.listener.received)
    compare(calls)


def test_what_is_the_same_is_no_difference(calls: CallsHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """The day is compared once, and the report says what its calls brought and cost."""
    ended_call(calls)
    capsys.readouterr()
    compare(calls)
    compare(calls)
    assert counted("CallDifference", capsys) == 0
    assert lines(calls) == []
    found = report(calls)
    assert found["compared_until"] == today()
    assert (found["days"][0]["calls"], found["days"][0]["seconds"]) == (1, 42)


def test_a_call_that_only_the_carrier_has_is_reported_once(
    calls: CallsHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its webhooks were lost: the line has the carrier's id of it."""
    session_id = calls.sessions[calls.comes(hold=True)]
    calls.control(f"/{session_id}", event="hang_up")
    capsys.readouterr()
    compare_unheard(calls)
    assert counted("CallDifference", capsys) == 1
    assert lines(calls) == [("unknown_to_us", session_id, 0, 0)]


def test_a_call_that_we_think_runs_is_settled_by_its_facts(
    calls: CallsHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its end comes from the carrier's records, once, as if it had been reported; the line stays."""
    call_id = running_call(calls)
    end_unheard(calls, call_id, 100)
    capsys.readouterr()
    compare(calls)
    assert counted("CallDifference", capsys) == 1
    ((what, about, ours, theirs),) = lines(calls)
    assert (what, about, ours) == ("end_not_reported", call_id, 0)
    call = calls.find(call_id)
    assert call
    assert call.is_settled
    (ended,) = calls.events("CallEnded")
    assert abs(ended["seconds"] - theirs) <= 1
    compare(calls, days=2)
    assert len(calls.events("CallEnded")) == 1


def test_webhooks_that_were_not_delivered_are_applied(calls: CallsHarness) -> None:
    """The carrier lists them as failed: what they report is a fact of the call."""
    calls.control("/behaviour", drop=["call.hangup"])
    call_id = calls.comes(seconds=42)
    calls.until(lambda: calls.status(call_id) == "ended")
    before = calls.find(call_id)
    assert before
    assert not before.is_settled
    compare(calls)
    assert {line[:2] for line in lines(calls)} == {("report_lost", call_id)}
    (ended,) = calls.events("CallEnded")
    assert ended["seconds"] == 42


def test_seconds_that_differ_are_reported_and_change_nothing(calls: CallsHarness) -> None:
    """What was billed stays: it is for the operator to find out."""
    call_id = ended_call(calls)
    calls.control("/behaviour", records_add_seconds=30)
    compare(calls)
    assert lines(calls) == [("seconds_differ", call_id, 42, 72)]
    assert [entry.seconds for entry in calls.entries()] == [42]
    assert len(calls.events("CallEnded")) == 1


def test_a_call_that_the_carrier_does_not_know_is_reported(calls: CallsHarness) -> None:
    """It was billed, and no record of the carrier's is of it."""
    call_id = ended_call(calls)
    calls.control("/behaviour", loses_records=True)
    compare(calls)
    assert lines(calls) == [("unknown_to_carrier", call_id, 42, 0)]


def test_lists_are_read_page_by_page(calls: CallsHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them; what the account has none of, the carrier may refuse to list."""
    monkeypatch.setattr(call_records, "PAGE", 2)
    for _ in range(3):
        ended_call(calls)
    calls.control("/behaviour", records_refused=["sip-trunking"])
    compare(calls)
    assert (lines(calls), report(calls)["days"][0]["calls"]) == ([], 3)
    asked = [it.target for it in calls.harness.carrier.exchanges if it.target.startswith("/detail_records")]
    assert len(asked) == 4 + 1


def test_days_that_were_missed_are_compared_one_by_one(calls: CallsHarness) -> None:
    """The next night begins where the last one ended."""
    compare(calls)
    ended_call(calls)
    compare(calls, days=4)
    assert report(calls)["compared_until"] == str(date.fromisoformat(today()) + timedelta(days=3))
    begun = [data["day"] for data in calls.events("CallComparisonDue") if not data["part"]]
    assert begun == sorted(set(begun))
    assert len(begun) == 4


def test_while_the_carrier_is_down_the_day_waits(calls: CallsHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """The step comes again; a day that stays behind rings an alarm, every night."""
    ended_call(calls)
    due = CallComparisonDue(day=today(), until=today(), part="call-control")
    calls.control("/behaviour", fault="down", times=2, only=["records"])
    assert not try_step(calls, due)
    assert try_step(calls, due)
    calls.harness.table.commit([call_comparisons.begin_after(date.fromisoformat(today()) - timedelta(days=1))])
    capsys.readouterr()
    for days, late in ((1, 0), (2, 1), (3, 1)):
        calls.harness.world.run_job("numbers", "compare_calls", morning(days).isoformat())
        assert counted("CallComparisonLate", capsys) == late


def test_a_list_without_an_end_is_not_read_for_ever(calls: CallsHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The carrier gives the same page whichever is asked for: the day stays open, and the next night is late."""
    ended_call(calls)
    monkeypatch.setattr(compare_calls, "_MOST_PAGES", 4)
    monkeypatch.setattr(call_records, "_page", lambda number: {"page[number]": "1", "page[size]": "1"})
    monkeypatch.setattr(call_records, "PAGE", 1)
    compare(calls)
    pages = [event["page"] for event in calls.events("CallComparisonDue") if event["part"] == "call-control"]
    assert (max(pages), report(calls)["compared_until"]) == (4, str(date.fromisoformat(today()) - timedelta(days=1)))


def test_steps_that_come_again_change_nothing(calls: CallsHarness) -> None:
    """Each once more, in the opposite order: the same lines, sums and day."""
    ended_call(calls)
    call_id = running_call(calls)
    end_unheard(calls, call_id, 100)
    compare(calls)
    before = report(calls, day=today())
    assert [line["what"] for line in before["lines"]] == ["end_not_reported"]
    steps = [CallComparisonDue.model_validate(data) for data in calls.events("CallComparisonDue")]
    for step in reversed(steps):
        assert try_step(calls, step)
    calls.harness.world.settle()
    after = report(calls, day=today())
    assert after["lines"] == before["lines"]
    assert report(calls)["compared_until"] == today()
    assert len(calls.events("CallEnded")) == 2


@pytest.mark.parametrize(("costs", "unknown", "cost"), [("ok", 0, "0.01"), ("null", 2, "0.01"), ("error", 2, "0.01")])
def test_the_report_says_what_a_day_brought_and_cost(
    calls: CallsHarness, capsys: pytest.CaptureFixture[str], costs: str, unknown: int, cost: str
) -> None:
    """A short call at home loses money. A cost that the carrier does not report rings, and is that of its records."""
    calls.sets(forwarding=Forwarding("+13125550177", "always", 25))
    calls.control("/behaviour", costs=costs)
    call_id = calls.comes(seconds=20)
    calls.until(calls.is_over(call_id))
    received = calls.harness.carrier.listener
    received.wait_for(lambda heard: sum(b"call.cost" in it.body for it in heard) == 2)
    calls.pump()
    assert counted("CallCostUnknown", capsys) == unknown
    compare(calls)
    day = report(calls, day=today())
    assert (day["calls"], day["seconds"], day["losing_calls"], day["uncosted"]) == (1, 20, 1, 0)
    assert day["losing"][0]["call_id"] == call_id
    assert (day["charged"], day["cost"]) == ("0.003334 USD", "0.014 USD")
    assert day["margin"] == "-0.010666 USD"
    assert [entry.price for entry in calls.entries()] == [3_334]
