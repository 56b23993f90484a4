"""Forwarded calls with the simulated carrier: money first, then the transfer; settled once (N6, B11)."""

from datetime import timedelta

import pytest

from contracts.calls import CallFunded, CallUnfunded
from kernel import clock
from services.numbers.domain.call_settings import Forwarding, Voicemail
from tests.services.numbers.calls_harness import CALLER, TARGET, CallsHarness

UNANSWERED = Forwarding(TARGET, "unanswered", 12)
QUIET = Voicemail(is_on=False)


def _names(calls: CallsHarness) -> list[str]:
    return [name for name, _ in calls.commands()]


def test_a_call_is_forwarded_and_settled(calls: CallsHarness) -> None:
    """A call is held for, transferred, talked and settled by the target's leg; its line is in the log."""
    call_id = calls.comes()
    calls.until(calls.is_over(call_id))
    ((name, transfer),) = calls.commands()
    assert (name, transfer["to"], transfer["from"], transfer["time_limit_secs"]) == (
        "transfer",
        TARGET,
        calls.phone_number,
        3_600,
    )
    (entry,) = calls.entries()
    assert (entry.answered_by, entry.forwarded_to, entry.seconds, entry.reason) == ("forwarding", TARGET, 42, "")
    assert (entry.other_number, entry.price > 0, entry.place) == (CALLER, True, "United Kingdom, landline")
    (arrived,), (ended,) = calls.events("CallArrived"), calls.events("CallEnded")
    assert (arrived["call_id"], ended["call_id"], ended["seconds"]) == (call_id, call_id, 42)
    assert (ended["talked"], ended["country"]) == (42, "GB")
    assert (calls.events("CallMissed"), set(calls.statuses)) == ([], {200})


@pytest.mark.parametrize("behavior", [{"duplicate": 2}, {"crossed": True}, {"costs": "missing"}, {"costs": "error"}])
def test_webhooks_twice_crossed_or_without_costs_change_nothing(
    calls: CallsHarness, behavior: dict[str, object]
) -> None:
    """However the carrier reports it, there is one transfer, one settlement of the right seconds, and one line."""
    calls.control("/behaviour", **behavior)
    call_id = calls.comes()
    calls.until(calls.is_over(call_id))
    for _ in range(2):
        calls.heard = 0  # all of it once more
        calls.pump()
    assert len({body["command_id"] for name, body in calls.commands() if name == "transfer"}) == 1
    (ended,), (entry,) = calls.events("CallEnded"), calls.entries()
    assert (ended["seconds"], entry.seconds) == (42, 42)


def test_without_credits_the_caller_gets_a_notice_once_an_hour(calls: CallsHarness) -> None:
    """The first call is answered, spoken to and hung up; the next within the hour is busy. All are missed."""
    calls.credits = 0
    calls.until(calls.is_over(calls.comes()))
    assert _names(calls) == ["answer", "speak", "hangup"]
    calls.until(calls.is_over(calls.comes()))
    assert _names(calls)[3:] == ["reject"]
    calls.until(calls.is_over(calls.comes(caller="+12125550111")))
    assert _names(calls)[4:] == ["answer", "speak", "hangup"]
    assert [entry.reason for entry in calls.entries()] == ["out_of_credit"] * 3
    assert [event["reason"] for event in calls.events("CallMissed")] == ["out_of_credit"] * 3
    assert {event["seconds"] for event in calls.events("CallEnded")} == {0}


def test_an_unanswered_app_is_followed_by_the_target(calls: CallsHarness) -> None:
    """The app rings as long as was set; then credits are held, and the call is transferred."""
    address = calls.has_app()
    calls.sets(forwarding=UNANSWERED, voicemail=QUIET)
    call_id = calls.comes(app={"does": "rings"})
    calls.until(calls.is_over(call_id))
    assert [(body["to"], body["timeout_secs"]) for _, body in calls.commands()] == [(address, 12), (TARGET, 25)]
    assert calls.entries()[0].answered_by == "forwarding"


def test_an_app_that_answers_costs_nothing(calls: CallsHarness) -> None:
    """A call that the app takes needs no credits."""
    calls.has_app()
    calls.sets(forwarding=UNANSWERED, voicemail=QUIET)
    calls.until(calls.is_over(calls.comes(app={"does": "answers"})))
    (entry,) = calls.entries()
    assert (entry.answered_by, entry.seconds, entry.price) == ("app", 42, 0)
    assert calls.events("CallArrived") == []
    assert calls.events("CallEnded")[0]["kind"] is None


def test_a_caller_who_gives_up_is_missed(calls: CallsHarness) -> None:
    """The caller hangs up while the target rings: it is settled with nothing, and missed."""
    call_id = calls.comes(target={"does": "rings"}, caller_does={"gives_up_after": 9})
    calls.until(calls.is_over(call_id))
    assert (calls.entries()[0].reason, calls.entries()[0].seconds) == ("missed", 0)
    assert [event["reason"] for event in calls.events("CallMissed")] == ["missed"]


def test_a_busy_target_leads_to_voicemail(calls: CallsHarness) -> None:
    """The caller is answered, greeted and recorded; the message is left once the call is in the log."""
    calls.sets(forwarding=Forwarding(TARGET, "always", 25), voicemail=Voicemail(greeting="Hello there"))
    calls.comes(target={"does": "busy"}, caller_does={"message": "Call me back"})
    calls.until(lambda: calls.events("VoicemailLeft"))
    assert _names(calls)[:4] == ["transfer", "answer", "speak", "record_start"]
    (left,), (entry,) = calls.events("VoicemailLeft"), calls.entries()
    assert (left["seconds"], bool(left["recording_id"])) == (5, True)
    assert (entry.answered_by, entry.reason, calls.events("CallMissed")) == ("voicemail", "missed", [])


def test_answers_of_billing_come_twice_late_and_in_vain(calls: CallsHarness) -> None:
    """A second answer changes nothing; one after the caller has gone connects no one."""
    call_id = calls.comes()
    calls.until(calls.is_over(call_id))
    before = calls.commands()
    calls.react(CallFunded(call_id=call_id, slice=1, seconds=900, limit_seconds=3_600))
    calls.react(CallUnfunded(call_id=call_id, slice=1, reason="insufficient_credits"))
    calls.react(CallFunded(call_id="call_unknown", slice=1, seconds=900, limit_seconds=3_600))
    assert (calls.commands(), len(calls.events("CallEnded"))) == (before, 1)


def test_a_running_call_is_extended_then_cut(calls: CallsHarness) -> None:
    """The job asks for the next slice; without one it hangs up in the last minute, and bills what was talked."""
    stored = calls.comes(hold=True)
    calls.until(calls.commands)
    session = calls.sessions[stored]
    calls.control(f"/{session}", event="answer")
    taken_at = calls.until(lambda: (it := calls.find(stored)) and it.taker and it.taker.took_at)
    calls.look(taken_at + timedelta(seconds=725))
    calls.look(taken_at + timedelta(seconds=785))
    assert [event["slice"] for event in calls.events("CallSliceDue")] == [2, 2]
    calls.react(CallUnfunded(call_id=stored, slice=2, reason="insufficient_credits"))
    calls.control(f"/{session}", event="wait", seconds=845)
    calls.look(taken_at + timedelta(seconds=845))
    calls.until(calls.is_over(stored))
    assert (_names(calls), 840 <= calls.entries()[0].seconds <= 900) == (["transfer", "hangup"], True)


def test_a_call_without_reported_ends_is_asked_for(calls: CallsHarness) -> None:
    """Hang-ups that the carrier never reports are found by the job, and the call is settled by them."""
    calls.control("/behaviour", drop=["call.hangup"])
    call_id = calls.comes()
    calls.until(lambda: (it := calls.find(call_id)) and it.taker)
    calls.until(lambda: calls.status(call_id) == "ended")
    now = clock.now()
    for minutes in (61 + 5, 61 + 10):
        calls.look(now + timedelta(minutes=minutes))
    calls.until(calls.is_over(call_id))
    assert (calls.entries()[0].seconds, len(calls.events("CallEnded"))) == (42, 1)


def test_a_target_that_no_one_may_call_is_replaced(calls: CallsHarness) -> None:
    """Without a channel at the carrier the caller gets the busy signal, and nothing is charged."""
    calls.control("/behaviour", channels={"user": 0})
    call_id = calls.comes()
    calls.until(calls.is_over(call_id))
    assert _names(calls) == ["transfer", "reject"]
    assert (calls.entries()[0].reason, calls.events("CallEnded")[0]["seconds"]) == ("missed", 0)


def test_a_caller_gets_a_spoken_notice_once_an_hour(calls: CallsHarness) -> None:
    """Out of credit, without voicemail: the first call gets the notice, the next within the hour the busy signal."""
    calls.credits = 0
    for _ in range(2):
        calls.until(calls.is_over(calls.comes()))
    assert _names(calls) == ["answer", "speak", "hangup", "reject"]
    calls.until(calls.is_over(calls.comes("+12125550177")))
    assert _names(calls)[4:6] == ["answer", "speak"]
