"""A message that a caller leaves is fetched from the carrier, kept once, deleted there; its user is notified (N9)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from contracts.teams import MemberSuspended
from contracts.voicemail import VoicemailLeft, VoicemailTranscribed
from kernel import aws, clock
from services.numbers.domain.call_words import write_caller
from services.numbers.domain.voicemail import voicemail_id_of
from services.numbers.stores import voicemails
from tests.events import deliver, enveloped, queue_batch
from tests.faults import Crash, counted, crashing
from tests.in_process import door, forget_what_is_cached, mails
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, TEAM
from tests.services.numbers.shared_harness import share
from tests.services.numbers.voicemail_harness import BUCKET, REPLY, VoicemailHarness
from tests.simulators.caller import CALLER, Caller
from tests.simulators.customer import Customer

MAILBOX = f"{MEMBER}@example.com"
MOST_CALLS, MOST_FILES = 13, 1


@pytest.fixture
def caller(unanswered: VoicemailHarness) -> Caller:
    """Return who calls the member's number, which is connected."""
    caller = Caller(Customer(unanswered.harness.carrier))
    caller.connect(unanswered.texts.phone_number)
    return caller


def _leave(unanswered: VoicemailHarness, caller: Caller, seconds: int = 8, **more: Any) -> VoicemailLeft:
    """Leave a message, and return the event that says so."""
    leg = caller.call(unanswered.texts.phone_number, caller={"message": "Call me back.", "message_seconds": seconds})
    caller.obey(leg, "answer")
    caller.obey(leg, "record_start", **{"format": "mp3", "channels": "single", "play_beep": True} | more)
    saved = [it for it in caller.events("call.recording.saved") if it["event_type"] == "call.recording.saved"][-1]
    recording_id = saved["payload"]["recording_id"]
    about = unanswered.about("call_1", clock.now().replace(microsecond=0))
    return VoicemailLeft(recording_id=recording_id, seconds=seconds, **about)


def _is_at_carrier(caller: Caller, event: VoicemailLeft) -> bool:
    return caller.customer.ask("GET", f"recordings/{event.recording_id}").status_code == 200


def _is_done(unanswered: VoicemailHarness, event: VoicemailLeft) -> bool:
    with unanswered.harness.world.inside("numbers"):
        batch = queue_batch(enveloped(event, event_id="evt_the_same"))
        return bool(deliver(door("numbers", "voicemail").handler, batch) == {"batchItemFailures": []})


@pytest.mark.parametrize(("kind", "named"), [("mp3", "audio/mpeg"), ("wav", "audio/wav")])
def test_a_message_is_kept_and_deleted_at_the_carrier(
    unanswered: VoicemailHarness, caller: Caller, kind: str, named: str
) -> None:
    """The user has it, with who called by the log; the same event again changes nothing."""
    event = _leave(unanswered, caller, format=kind)
    unanswered.log("call_1", "+14155550177", event.at)
    for _ in range(2):
        assert _is_done(unanswered, event)
    (voicemail,) = unanswered.lists()
    assert (voicemail["from"], voicemail["seconds"], voicemail["is_new"]) == ("+14155550177", 8, True)
    kept = aws.client("s3").get_object(Bucket=BUCKET, Key=voicemail["voicemail_id"])
    assert (kept["ContentType"], kept["ContentLength"] > 1000) == (named, True)
    assert not _is_at_carrier(caller, event)


def test_who_called_is_what_the_carrier_says_until_the_log_has_it(unanswered: VoicemailHarness, caller: Caller) -> None:
    """The call may not have ended yet when its recording is fetched."""
    assert _is_done(unanswered, _leave(unanswered, caller))
    assert unanswered.lists()[0]["from"] == CALLER


def test_a_message_is_kept_for_the_days_of_its_number(unanswered: VoicemailHarness, caller: Caller) -> None:
    """As set when it was left; then it is erased."""
    unanswered.set(kept_days=7)
    event = _leave(unanswered, caller)
    assert _is_done(unanswered, event)
    unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=3))
    for days, left in ((6, 1), (8, 0)):
        unanswered.harness.run("discard_voicemails", clock.now() + timedelta(days=days))
        assert len(unanswered.recordings()) == left


@pytest.mark.parametrize("words_first", [True, False])
def test_the_user_is_mailed_once_with_what_was_said(
    unanswered: VoicemailHarness, caller: Caller, words_first: bool
) -> None:
    """As soon as the words are there, whichever came first; the job finds it done."""
    before = len(mails(MAILBOX))
    event = _leave(unanswered, caller)
    words = voicemails.hold_transcript("call_1", "See www.example.com\nand call me back.", clock.now())
    if words_first:
        unanswered.harness.table.commit([words])
    unanswered.follow(event)
    if not words_first:
        unanswered.harness.table.commit([words])
    unanswered.follow(VoicemailTranscribed(call_id="call_1"))
    unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=3))
    (mail,) = mails(MAILBOX)[before:]
    assert f"{write_caller(CALLER)} left a message of 0:08" in mail
    assert '"See and call me back."' in mail
    assert f"{unanswered.harness.carrier.origin}/calls/voicemails" in mail
    assert unanswered.lists()[0]["transcript"] == "See www.example.com\nand call me back."
    assert "TRANSCRIPT" not in unanswered.stored()


def test_all_who_share_the_number_are_mailed_a_message(unanswered: VoicemailHarness, caller: Caller) -> None:
    """Each once, as they have chosen; who is suspended is not, nor who was taken off a moment ago (N10)."""
    share(unanswered.texts, OTHER, ADMIN)
    before = {person: len(mails(f"{person}@example.com")) for person in (MEMBER, OTHER, ADMIN)}
    unanswered.follow(_leave(unanswered, caller))
    unanswered.harness.deliver_event(MemberSuspended(team_id=TEAM, account_id=ADMIN, revision=5))
    unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=3))
    after = {person: len(mails(f"{person}@example.com")) for person in (MEMBER, OTHER, ADMIN)}
    assert after == before | {MEMBER: before[MEMBER] + 1, OTHER: before[OTHER] + 1}
    assert len(unanswered.lists(OTHER)) == 1


def test_without_a_transcript_the_user_is_mailed_after_a_while(unanswered: VoicemailHarness, caller: Caller) -> None:
    """Once, though the job runs again."""
    before = len(mails(MAILBOX))
    unanswered.follow(_leave(unanswered, caller))
    unanswered.harness.run("notify_of_voicemails")
    assert len(mails(MAILBOX)) == before
    for minutes in (3, 4):
        unanswered.harness.run("notify_of_voicemails", clock.now() + timedelta(minutes=minutes))
    assert len(mails(MAILBOX)) == before + 1


def test_the_caller_is_answered_by_text_after_their_message(unanswered: VoicemailHarness, caller: Caller) -> None:
    """Once, as after a missed call."""
    unanswered.set(reply=REPLY)
    event = _leave(unanswered, caller)
    for _ in range(2):
        assert _is_done(unanswered, event)
    assert [(it["to"], it["text"]) for it in unanswered.texts.lists()] == [(CALLER, REPLY)]


@pytest.mark.parametrize("why", ["moved", "closed", "gone"])
def test_a_message_that_no_one_may_hear_is_not_kept(unanswered: VoicemailHarness, caller: Caller, why: str) -> None:
    """The number is another's, the account is closed, the carrier has no such recording: nothing is left of it."""
    event = _leave(unanswered, caller)
    unanswered.harness.table.commit([voicemails.hold_transcript("call_1", "Call me back.", clock.now())])
    if why == "moved":
        unanswered.harness.change(unanswered.number_id, user_id=OTHER)
    if why == "closed":
        unanswered.harness.deliver_events(AccountClosed(account_id=MEMBER))
    if why == "gone":
        caller.customer.ask("DELETE", f"recordings/{event.recording_id}")
    assert _is_done(unanswered, event)
    unanswered.follow(VoicemailTranscribed(call_id="call_1"))
    assert unanswered.recordings() == []
    assert "Call me back." not in unanswered.stored()
    assert not _is_at_carrier(caller, event)


def test_a_caller_who_says_nothing_has_called_in_vain(unanswered: VoicemailHarness, caller: Caller) -> None:
    """A recording of a second is no message: the user is notified of a missed call instead."""
    before = len(mails(MAILBOX))
    event = _leave(unanswered, caller, seconds=1)
    unanswered.follow(event)
    assert unanswered.recordings() == unanswered.lists() == []
    assert len(mails(MAILBOX)) == before + 1
    assert not _is_at_carrier(caller, event)


def test_a_carrier_that_is_down_is_asked_again(unanswered: VoicemailHarness, caller: Caller) -> None:
    """The event comes again, and the message is kept then."""
    event = _leave(unanswered, caller)
    url = unanswered.harness.world.surroundings["numbers"]["CARRIER_URL"]
    unanswered.harness.world.surroundings["numbers"]["CARRIER_URL"] = "http://127.0.0.1:9/telnyx/v2"
    forget_what_is_cached("numbers")
    assert not _is_done(unanswered, event)
    unanswered.harness.world.surroundings["numbers"]["CARRIER_URL"] = url
    forget_what_is_cached("numbers")
    assert _is_done(unanswered, event)
    assert len(unanswered.lists()) == 1


def test_one_that_its_user_deleted_does_not_come_back(unanswered: VoicemailHarness, caller: Caller) -> None:
    """Though the event is delivered again while the carrier has the recording still."""
    event = _leave(unanswered, caller)
    with crashing(aws.client("dynamodb"), at_call=MOST_CALLS - 1, after=False), suppress(Crash):
        _is_done(unanswered, event)
    assert unanswered.ask("DELETE", voicemail_id_of("call_1")).status == 204
    assert _is_done(unanswered, event)
    assert unanswered.lists() == unanswered.recordings() == []


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("service", "at_call"), [("s3", 1), *(("dynamodb", call) for call in range(1, MOST_CALLS + 1))]
)
def test_keeping_survives_a_crash(
    unanswered: VoicemailHarness, caller: Caller, service: str, at_call: int, after: bool
) -> None:
    """Killed between any two calls and delivered again: one voicemail, one recording, none at the carrier."""
    event = _leave(unanswered, caller)
    with crashing(aws.client(service), at_call=at_call, after=after), suppress(Crash):
        _is_done(unanswered, event)
    assert _is_done(unanswered, event)
    assert [it["voicemail_id"] for it in unanswered.lists()] == unanswered.recordings()
    assert len(unanswered.recordings()) == 1
    assert not _is_at_carrier(caller, event)


def test_the_crashes_cover_every_call(unanswered: VoicemailHarness, caller: Caller) -> None:
    """Keeping a message makes no more calls than the test above crashes at."""
    event = _leave(unanswered, caller)
    with counted(aws.client("dynamodb")) as calls, counted(aws.client("s3")) as files:
        assert _is_done(unanswered, event)
    assert (len(calls.made), len(files.made)) == (MOST_CALLS, MOST_FILES)
