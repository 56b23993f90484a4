"""What is spoken to a caller, and what a caller's message sounds like: the words, and files that really play."""

import io
import math
import struct
import time
import wave
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from simulators.telnyx.calls import bodies
from simulators.telnyx.calls.clock import SECOND, written
from simulators.telnyx.calls.legs import Leg
from simulators.telnyx.calls.people import Trunk
from simulators.telnyx.calls.switch import Reports

Json = dict[str, Any]
_SECONDS_PER_WORD, _SHORTEST_SPEECH = 0.4, 2
_SAMPLES, _TONE, _LOUDNESS = 8_000, 440, 40
_LONGEST_FILE = 120  # seconds of sound: longer ones are cut
_MP3_FRAME = bytes((0xFF, 0xF3, 0x14, 0xC4)) + bytes(20)  # silence: MPEG-2 layer III, 8 kbit/s, 24 kHz, mono
_MP3_FRAME_SECONDS = 0.024


@dataclass(eq=False)
class Recording:
    """A recording of a leg, from the beep on; `text` is what was said."""

    leg: Leg
    reports: Reports
    base: str
    kind: str
    channels: str
    transcribes: bool
    silence: int  # seconds of silence after which it ends; 0 is never
    started_at: int
    ended_at: int | None = None
    text: str = ""
    is_deleted: bool = False
    id: str = field(default_factory=lambda: str(uuid4()))
    transcription_id: str = field(default_factory=lambda: str(uuid4()))
    keys: list[tuple[float, str]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return ((self.ended_at or self.started_at) - self.started_at) / SECOND

    def stop(self) -> None:
        """End it, and report that it can be fetched, and its words if they were asked for."""
        if self.ended_at is not None:
            return
        self.ended_at, self.text = self.leg.session.clock.now, self.leg.person.said
        self.leg.stop("recording", "silence")
        self.reports.report(self.leg, "call.recording.saved", bodies.recorded(self.leg, self._saved()))
        if self.transcribes and self.text:
            payload = bodies.transcribed(self.leg, self._transcription())
            self.reports.report(self.leg, "call.recording.transcription.saved", payload)

    def _saved(self) -> Json:
        urls = {self.kind: self.sign()}
        return {
            "recording_id": self.id,
            "format": self.kind,
            "channels": self.channels,
            "recording_started_at": written(self.started_at),
            "recording_ended_at": written(self.ended_at or self.started_at),
            "recording_urls": urls,
            "public_recording_urls": {},
            "start_time": written(self.started_at),
            "end_time": written(self.ended_at or self.started_at),
        }

    def _transcription(self) -> Json:
        return {
            "recording_id": self.id,
            "recording_transcription_id": self.transcription_id,
            "status": "completed",
            "transcription_text": self.text,
        }

    def sign(self) -> str:
        """Return where the file can be fetched for some minutes, without a key of ours."""
        self.keys.append((time.monotonic(), uuid4().hex))
        return f"{self.base}/telnyx/downloads/{self.id}.{self.kind}?signature={self.keys[-1][1]}"

    def keys_at(self, since: float) -> list[str]:
        """Return the signatures that were made since a time of ours."""
        return [key for at, key in self.keys if at >= since]

    def file(self) -> bytes:
        """Return the sound: a tone, or silence of the same length."""
        seconds = min(max(self.seconds, 1), _LONGEST_FILE)
        return _wav(seconds) if self.kind == "wav" else _MP3_FRAME * round(seconds / _MP3_FRAME_SECONDS)


def record(leg: Leg, reports: Reports, base: str, command: Json) -> None:
    """Record a leg from now on, until it ends, or as long as the command says; the person at its far end speaks."""
    recording = Recording(
        leg,
        reports,
        base,
        command["format"],
        command["channels"],
        bool(command.get("transcription")),
        command.get("timeout_secs", 0),
        leg.session.clock.now,
    )
    leg.recordings.append(recording)
    if command.get("max_length"):
        leg.start("recording", command["max_length"], recording.stop)
    leg.person.leave_message(leg)


def say(leg: Leg, text: str) -> None:
    """Have the person at a leg say something, which takes its time; a recording ends when silence follows."""
    leg.person.said = f"{leg.person.said} {text}".strip()
    recorded = [it for it in (leg, far_leg(leg)) if it and it.records]
    for each in recorded:
        each.person.said = leg.person.said
        each.stop("silence")
    leg.clock.skip(max(_SHORTEST_SPEECH, len(text.split()) * _SECONDS_PER_WORD))
    for each in recorded:
        for recording in each.recordings:
            if recording.ended_at is None and recording.silence:
                each.start("silence", recording.silence, recording.stop)


def far_leg(leg: Leg) -> Leg | None:
    """Return the leg at the other of our numbers, of a call that went on to it."""
    return leg.peer.person.other if leg.peer and isinstance(leg.peer.person, Trunk) else None


def speak(leg: Leg, reports: Reports, command: Json) -> None:
    """Speak words to a leg, after those that are being spoken."""
    leg.words.append(command)
    if len(leg.words) == 1:
        _say_next(leg, reports)


def _say_next(leg: Leg, reports: Reports) -> None:
    command = leg.words[0]
    times = command.get("loop", 1) if isinstance(command.get("loop", 1), int) else 100
    leg.spoken.append(command["payload"])
    reports.report(leg, "call.speak.started", bodies.speaking(leg))
    leg.start("speech", max(1, len(command["payload"].split()) * _SECONDS_PER_WORD) * times, lambda: _end(leg, reports))


def _end(leg: Leg, reports: Reports) -> None:
    leg.words.pop(0)
    reports.report(leg, "call.speak.ended", bodies.speaking(leg, "completed"))
    if leg.words:
        _say_next(leg, reports)


def _wav(seconds: float) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_SAMPLES)
        turn, count = 2 * math.pi * _TONE / _SAMPLES, round(seconds * 1000) * _SAMPLES // 1000  # whole milliseconds
        samples = (128 + round(_LOUDNESS * math.sin(turn * at)) for at in range(count))
        sound.writeframes(struct.pack(f"{count}B", *samples))
    return file.getvalue()
