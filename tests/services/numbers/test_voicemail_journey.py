"""A call that no person takes, from the carrier's first webhook to what its user and its caller get (N9)."""

from datetime import timedelta

import pytest

from kernel import clock
from services.numbers.domain.call_settings import Hours, Voicemail
from services.numbers.domain.call_words import write_caller
from tests.in_process import mails
from tests.services.numbers.calls_harness import CALLER, CallsHarness
from tests.services.numbers.harness import MEMBER, OWNER
from tests.services.numbers.voicemail_harness import REPLY, VoicemailHarness

MAILBOX = f"{MEMBER}@example.com"
CLOSED = Hours("America/New_York", reply=REPLY)


def _calls(calls: CallsHarness, **caller_does: object) -> str:
    """Have someone call, and all follow; return the id of the call."""
    call_id = calls.comes(caller_does=caller_does)
    calls.until(calls.is_over(call_id))
    calls.harness.world.settle()
    return call_id


@pytest.mark.parametrize("hours", [None, CLOSED], ids=["no app", "closed"])
def test_a_caller_leaves_a_voicemail(calls: CallsHarness, unanswered: VoicemailHarness, hours: Hours | None) -> None:
    """Its user is mailed what was said, and plays it; the caller gets the reply; a manager sees the call alone."""
    calls.sets(forwarding=None, voicemail=Voicemail(greeting="Hi, this is Mia."), hours=hours)
    before = len(mails(MAILBOX))
    call_id = _calls(calls, message="Call me back.", message_seconds=8)
    calls.until(lambda: calls.events("VoicemailTranscribed") or calls.events("VoicemailLeft"))
    unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=3))
    (voicemail,) = unanswered.lists()
    assert (voicemail["call_id"], voicemail["from"], voicemail["seconds"]) == (call_id, CALLER, 8)
    assert unanswered.recordings() == [voicemail["voicemail_id"]]
    (mail,) = mails(MAILBOX)[before:]
    assert f"{write_caller(CALLER)} left a message of 0:08" in mail
    (seen,) = unanswered.harness.ask("GET /v1/calls", OWNER).body["items"]
    assert (seen["call_id"], seen["answered_by"], seen["user_id"]) == (call_id, "voicemail", MEMBER)
    replies = [it["to"] for it in unanswered.texts.lists() if it["direction"] == "out"]
    assert replies == ([CALLER] if hours else [])
    assert calls.events("CallMissed") == []


def test_a_caller_who_is_not_connected_is_a_missed_call(calls: CallsHarness, unanswered: VoicemailHarness) -> None:
    """Without voicemail, after hours: one mail says why, and the caller gets the reply once."""
    calls.sets(forwarding=None, voicemail=Voicemail(is_on=False), hours=CLOSED)
    before = len(mails(MAILBOX))
    for _ in range(2):
        _calls(calls)
    (mail,) = mails(MAILBOX)[before:]
    assert "it came outside business hours" in mail
    assert [it["to"] for it in unanswered.texts.lists() if it["direction"] == "out"] == [CALLER]
    assert [it["reason"] for it in unanswered.harness.ask("GET /v1/calls", MEMBER).body["items"]] == ["after_hours"] * 2
    assert unanswered.lists() == []


def test_a_blocked_caller_leaves_no_trace_but_in_the_log(calls: CallsHarness, unanswered: VoicemailHarness) -> None:
    """No notice, no reply, no voicemail."""
    calls.sets(forwarding=None, hours=CLOSED, blocked=(CALLER,))
    before = len(mails(MAILBOX))
    _calls(calls)
    assert len(mails(MAILBOX)) == before
    assert unanswered.texts.lists() == unanswered.lists() == []
    assert [it["reason"] for it in unanswered.harness.ask("GET /v1/calls", MEMBER).body["items"]] == ["blocked"]
