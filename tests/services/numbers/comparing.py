"""The comparison of calls with the carrier's records in tests: it runs as of the morning after, and is read."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from contracts.calls import CallComparisonDue
from kernel import clock
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import door
from tests.services.numbers.calls_harness import CallsHarness


def ended_call(calls: CallsHarness, seconds: int = 42) -> str:
    """Return a forwarded call of so many seconds that has ended, with its costs."""
    call_id = calls.comes(seconds=seconds)
    calls.until(calls.is_over(call_id))
    calls.until(lambda: all(leg.cost for leg in calls.find(call_id).legs))  # type: ignore[union-attr]
    return call_id


def running_call(calls: CallsHarness, **how: object) -> str:
    """Return a forwarded call that is answered and runs, step by step."""
    call_id = calls.comes(hold=True, **how)
    calls.until(lambda: calls.status(call_id) == "ringing")
    calls.control(f"/{calls.sessions[call_id]}", event="answer")
    calls.until(lambda: (call := calls.find(call_id)) and call.taker)
    return call_id


def end_unheard(calls: CallsHarness, call_id: str, seconds: int) -> None:
    """Have a call end after so many seconds, and its last webhooks get lost on our side."""
    calls.control(f"/{calls.sessions[call_id]}", event="wait", seconds=seconds)
    calls.control(f"/{calls.sessions[call_id]}", event="hang_up")
    received = calls.harness.carrier.listener
    session = calls.sessions[call_id].encode()
    received.wait_for(lambda heard: sum(b"call.hangup" in it.body and session in it.body for it in heard) == 2)
    calls.heard = len(received.received)


def try_step(calls: CallsHarness, step: CallComparisonDue) -> bool:
    """Deliver one step of a comparison, and return whether it was done."""
    with calls.harness.world.inside("numbers"):
        answer = deliver(door("numbers", "comparing").handler, queue_batch(enveloped(step)))
    return bool(answer == {"batchItemFailures": []})


def compare(calls: CallsHarness, *, days: int = 1) -> None:
    """Run the job of the morning so many days after today, and everything that follows from it."""
    calls.harness.run("compare_calls", morning(days))
    calls.pump()


def morning(days: int = 1) -> datetime:
    """Return the instant at which the job runs, so many days after today."""
    return datetime.combine(clock.now().date() + timedelta(days=days), time(5, 15), UTC)


def today() -> str:
    """Return the day of the calls of a test."""
    return str(clock.now().date())


def report(calls: CallsHarness, name: str = "calls", **asked: Any) -> dict[str, Any]:
    """Return a report of the operator's."""
    with calls.harness.world.inside("numbers"):
        return dict(door("numbers", "reports").handler({"report": name} | asked, None))


def lines(calls: CallsHarness) -> list[tuple[str, str, int, int]]:
    """Return how the calls of today differ: what, which call, and the seconds of both."""
    found = report(calls, day=today())["lines"]
    return [(line["what"], line["about"], line["ours"], line["theirs"]) for line in found]


def counted(metric: str, capsys: pytest.CaptureFixture[str]) -> int:
    """Return how often a metric was counted since the last look."""
    return capsys.readouterr().out.count(f'"{metric}":[1')
