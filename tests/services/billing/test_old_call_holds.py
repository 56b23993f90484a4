"""A hold whose call's end never comes is never freed by time: the operator learns of it, and settles it (B11)."""

from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from tests.in_process import door
from tests.services.billing.calling import CALLING, CENT, arrived, ended, has, spent_of
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness
from tests.services.billing.test_grants import operate

LATER = timedelta(hours=5, minutes=1)


@pytest.fixture
def running(harness: BillingHarness) -> BillingHarness:
    """Return the harness with a call that runs, one that has ended, and one that was refused."""
    has(harness, own=DOLLAR)
    harness.deliver_events(
        arrived("call_1"), arrived("call_2"), ended(60, "call_2"), arrived("call_3", rate=9 * DOLLAR)
    )
    return harness


def counted(harness: BillingHarness, after: timedelta, capsys: pytest.CaptureFixture[str]) -> int:
    """Return how many old holds the nightly job counts after so long."""
    capsys.readouterr()
    harness.run("watch_call_holds", clock.now() + after)
    return capsys.readouterr().out.count('"CallHoldOld":[1')


def test_an_old_hold_rings_and_stays(running: BillingHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """Not one of a call that may still run; each night again, until it is settled; nothing frees it."""
    assert counted(running, timedelta(hours=4), capsys) == 0
    assert [counted(running, after, capsys) for after in (LATER, timedelta(days=400))] == [1, 1]
    assert running.parts(MEMBER)[CALLING] == 15 * CENT


def test_the_operator_sees_which_calls_hold_for_too_long(
    running: BillingHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report names the call, who pays for it, since when, and how much is held."""
    assert report(running) == []
    now = clock.now() + LATER
    monkeypatch.setattr(clock, "now", lambda: now)
    (row,) = report(running)
    assert (row["call_id"], row["user_id"], row["place"]) == ("call_1", MEMBER, "United States")
    assert row["held"]["amount"] == "0.15"


def report(harness: BillingHarness) -> list[dict[str, Any]]:
    """Return the operator's report of old holds."""
    with harness.world.inside("billing"):
        return list(door("billing", "reports").handler({"report": "held_calls"}, None)["calls"])


def test_the_operator_settles_a_call_by_its_seconds(running: BillingHarness) -> None:
    """Once, by their name; the call's end, if it comes after all, changes nothing any more."""
    body: dict[str, Any] = {"call_id": "call_1", "seconds": 120, "request_id": "settle-0001"}
    answers = [operate(running, "settle_call", **body) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["done"]["price"]["amount"] == "0.02"
    running.deliver_events(ended(600, "call_1"))
    assert running.parts(MEMBER) == {"own": DOLLAR - 3 * CENT}
    assert spent_of(running) == [3 * CENT]
    settled_by = {item["call_id"]: item["settled_by"] for item in running.items("CALL")}
    assert settled_by["call_1"] == "operator:kim"
    running.assert_books_right()


@pytest.mark.parametrize(
    ("call_id", "code"), [("call_9", "not_found"), ("call_2", "call_settled"), ("call_3", "call_settled")]
)
def test_what_holds_nothing_is_not_settled(running: BillingHarness, call_id: str, code: str) -> None:
    """An unknown call, one that is settled, and one that was refused."""
    assert operate(running, "settle_call", call_id=call_id, seconds=60)["refused"]["code"] == code
