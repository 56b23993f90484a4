"""What is spoken to callers at the simulated carrier, what they say, and the recordings of it."""

import io
import wave

import requests

from tests.simulators.caller import OTHER, TARGET, Caller, error_of

_VOICE = {"voice": "AWS.Polly.Joanna"}
_RECORD = {"format": "wav", "channels": "single", "play_beep": True}


def _answered(at: Caller, /, **how: object) -> dict[str, object]:
    leg = at.call(**how)
    at.obey(leg, "answer")
    return leg


def test_words_are_spoken_one_after_the_other(caller: Caller) -> None:
    """Each speech has a beginning and an end, at the pace of a voice."""
    leg = _answered(caller)
    for words in ("Please leave a message.", "One two three four five."):
        caller.obey(leg, "speak", payload=words, **_VOICE)
    events = [
        it for it in caller.events(*["call.speak.started", "call.speak.ended"] * 2) if "speak" in it["event_type"]
    ]
    assert [it["event_type"].split(".")[2] for it in events] == ["started", "ended"] * 2
    assert {it["payload"]["status"] for it in events[1::2]} == {"completed"}
    assert caller.legs(str(leg["call_id"]))[0]["spoken"] == ["Please leave a message.", "One two three four five."]


def test_speech_ends_with_the_call(caller: Caller) -> None:
    """A hangup meanwhile ends it."""
    leg = _answered(caller, pace=1)
    caller.obey(leg, "speak", payload="word " * 100, **_VOICE)
    caller.obey(leg, "hangup")
    ended = next(it for it in caller.events("call.speak.ended") if it["event_type"] == "call.speak.ended")
    assert ended["payload"]["status"] == "call_hangup"


def test_a_caller_leaves_a_message(caller: Caller) -> None:
    """After the beep the caller speaks and hangs up; the recording is saved, with its words if they were asked for."""
    leg = _answered(caller, caller={"message": "Call me back.", "message_seconds": 8})
    caller.obey(leg, "record_start", transcription=True, **_RECORD)
    events = {it["event_type"]: it["payload"] for it in caller.events("call.recording.transcription.saved")}
    saved = events["call.recording.saved"]
    found = caller.customer.get(f"recordings/{saved['recording_id']}")
    assert found["duration_millis"] == 8_000
    assert events["call.recording.transcription.saved"]["transcription_text"] == "Call me back."
    with wave.open(io.BytesIO(requests.get(found["download_urls"]["wav"], timeout=5).content)) as sound:
        assert sound.getnframes() / sound.getframerate() == 8


def test_a_recording_in_mp3_plays(caller: Caller) -> None:
    """It is frames of MPEG, one after the other, as long as the message."""
    leg = _answered(caller, caller={"message": "Hi", "message_seconds": 12})
    caller.obey(leg, "record_start", format="mp3", channels="single")
    saved = next(it for it in caller.events("call.recording.saved") if it["event_type"] == "call.recording.saved")
    answer = requests.get(saved["payload"]["recording_urls"]["mp3"], timeout=5)
    assert (answer.headers["content-type"], len(answer.content)) == ("audio/mpeg", 12 / 0.024 * 24)
    assert {answer.content[at : at + 2] for at in range(0, len(answer.content), 24)} == {b"\xff\xf3"}


def test_a_recording_is_as_long_as_allowed(caller: Caller) -> None:
    """At its longest length it ends, and the call goes on; there is one at a time."""
    leg = _answered(caller, caller={"message": "Hi", "message_seconds": 300}, hold=True)
    caller.obey(leg, "record_start", max_length=120, **_RECORD)
    assert error_of(caller.command(leg, "record_start", **_RECORD)) == (422, "10015")
    caller.step(str(leg["call_id"]), "say", text="Hello?")
    caller.step(str(leg["call_id"]), "wait", seconds=120)
    saved = next(it for it in caller.events("call.recording.saved") if it["event_type"] == "call.recording.saved")
    assert caller.customer.get(f"recordings/{saved['payload']['recording_id']}")["duration_millis"] == 120_000
    assert caller.legs(str(leg["call_id"]))[0]["state"] == "answered"


def test_silence_ends_a_recording(caller: Caller) -> None:
    """It begins when the person has spoken; without a word nothing is silent."""
    leg = _answered(caller, hold=True)
    caller.obey(leg, "record_start", timeout_secs=10, **_RECORD)
    caller.step(str(leg["call_id"]), "wait", seconds=60)
    assert caller.legs(str(leg["call_id"]))[0]["state"] == "recording"
    caller.step(str(leg["call_id"]), "say", text="Call me back please now")
    caller.step(str(leg["call_id"]), "wait", seconds=12)
    saved = next(it for it in caller.events("call.recording.saved") if it["event_type"] == "call.recording.saved")
    assert caller.customer.get(f"recordings/{saved['payload']['recording_id']}")["duration_millis"] == 72_000


def test_a_recording_is_deleted(caller: Caller) -> None:
    """Then neither it nor its file is found; a wrong signature never opens it."""
    leg = _answered(caller, caller={"message": "Hi"})
    caller.obey(leg, "record_start", **_RECORD)
    saved = next(it for it in caller.events("call.recording.saved") if it["event_type"] == "call.recording.saved")
    path, url = f"recordings/{saved['payload']['recording_id']}", saved["payload"]["recording_urls"]["wav"]
    assert requests.get(url[:-1], timeout=5).status_code == 403
    assert caller.customer.ask("DELETE", path).ok
    assert requests.get(url, timeout=5).status_code == 404
    assert error_of(caller.customer.ask("GET", path)) == (404, "10005")


def test_a_message_passes_through_two_numbers(caller: Caller) -> None:
    """A caller who was forwarded to another number of ours leaves a message there."""
    caller.connect(OTHER)
    leg = caller.call(caller={"message": "Hello there", "message_seconds": 4})
    caller.obey(leg, "transfer", to=OTHER)
    arrived = caller.events(*["call.initiated"] * 3)
    second = next(
        it["payload"] for it in arrived if it["payload"]["state"] == "parked" and it["payload"]["to"] == OTHER
    )
    caller.obey(second, "answer")
    caller.obey(second, "record_start", transcription=True, **_RECORD)
    events = {it["event_type"]: it["payload"] for it in caller.events("call.recording.transcription.saved")}
    assert events["call.recording.transcription.saved"]["transcription_text"] == "Hello there"


def test_a_transcript_may_be_missing(caller: Caller) -> None:
    """The carrier does not always send one."""
    caller.post("calls/behaviour", transcripts=False)
    leg = _answered(caller, caller={"message": "Hi"})
    caller.obey(leg, "record_start", transcription=True, **_RECORD)
    assert "recording.transcription.saved" not in caller.types("call.recording.saved", "call.cost")


def test_the_target_interrupts_the_words(caller: Caller) -> None:
    """A caller who is bridged is spoken to no more."""
    leg = _answered(caller, hold=True, pace=1)
    caller.obey(leg, "speak", payload="word " * 100, **_VOICE)
    caller.obey(leg, "transfer", to=TARGET)
    caller.step(str(leg["call_id"]), "answer")
    assert "speak.ended" in caller.types("call.bridged", "call.bridged")
