"""A call at the simulated carrier: a session, and its legs. What happens to them is in `switch.py`."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from uuid import uuid4

from simulators.telnyx.application import CONNECTION_ID
from simulators.telnyx.calls.clock import SECOND, CallClock, Timer, written
from simulators.telnyx.calls.plans import Plan

Json = dict[str, Any]
Direction = Literal["incoming", "outgoing"]
SIP_CAUSES = {
    "call_rejected": "603",
    "normal_clearing": "200",
    "originator_cancel": "487",
    "timeout": "487",
    "time_limit": "200",
    "user_busy": "486",
    "not_found": "404",
    "no_answer": "480",
    "unspecified": "503",
}


class FarEnd(Protocol):
    """Who is at the other end of a leg. It learns what happens there, and what it says is recorded."""

    said: str

    @property
    def is_played(self) -> bool:
        """Return whether the control or a phone in the browser decides what happens."""

    def call(self, leg: "Leg") -> None:
        """Begin to wait for an answer."""

    def ring(self, leg: "Leg") -> None:
        """React to a phone that rings."""

    def meet_answer(self, leg: "Leg") -> None:
        """Wait no longer."""

    def talk(self, leg: "Leg") -> None:
        """Talk with the other person."""

    def leave_message(self, leg: "Leg") -> None:
        """Say something after the beep."""

    def learn_end(self, leg: "Leg", cause: str) -> None:
        """Learn that the call is over."""


@dataclass(eq=False)
class Session:
    """A call: everything that one caller started. `plans` says what its people do; `is_held` that they do nothing."""

    clock: CallClock
    plans: dict[str, Plan] = field(default_factory=dict)
    is_held: bool = False
    pace: float = 1.0
    id: str = field(default_factory=lambda: str(uuid4()))
    legs: list["Leg"] = field(default_factory=list)
    refused: str = ""  # why it never became a call

    @property
    def is_alive(self) -> bool:
        """Return whether any leg is."""
        return any(leg.is_alive for leg in self.legs)


@dataclass(eq=False)
class Leg:
    """The connection between the carrier and one phone: the caller's, an app's, or that of a target.

    `peer` is the leg that it is bridged with, `caller` the one that it shall be bridged with once it is answered.
    Speech that is queued is in `words`, all that was spoken in `spoken`.
    """

    session: Session
    direction: Direction
    from_number: str
    to: str
    started_at: int
    person: FarEnd = field(init=False)
    client_state: str | None = None
    webhook_url: str | None = None
    custom_headers: list[Json] = field(default_factory=list)
    control_id: str = field(default_factory=lambda: f"v3:{secrets.token_urlsafe(40)}")
    leg_id: str = field(default_factory=lambda: str(uuid4()))
    connection_id: str = CONNECTION_ID
    answered_at: int | None = None
    ended_at: int | None = None
    cause: str = ""
    source: str = ""
    peer: "Leg | None" = None
    caller: "Leg | None" = None
    is_transfer: bool = False
    parks: bool = False
    time_limit: int = 14_400
    timers: dict[str, Timer] = field(default_factory=dict)
    words: list[Json] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    recordings: list[Any] = field(default_factory=list)
    commands: dict[str, tuple[float, Json]] = field(default_factory=dict)
    ended: float = 0  # in our own time

    @property
    def clock(self) -> CallClock:
        """Return the time of its call."""
        return self.session.clock

    @property
    def is_alive(self) -> bool:
        """Return whether it has not ended."""
        return self.ended_at is None

    @property
    def is_answered(self) -> bool:
        """Return whether it was answered."""
        return self.answered_at is not None

    @property
    def rings(self) -> bool:
        """Return whether a phone rings for it."""
        return self.direction == "outgoing" and self.is_alive and not self.is_answered

    @property
    def records(self) -> bool:
        """Return whether it is being recorded."""
        return any(recording.ended_at is None for recording in self.recordings)

    @property
    def seconds(self) -> float:
        """Return how long it was answered, up to now."""
        if self.answered_at is None:
            return 0
        return ((self.ended_at or self.session.clock.now) - self.answered_at) / SECOND

    @property
    def ended_since(self) -> float:
        """Return for how many seconds of ours it has been over, with those that the control has moved it on by."""
        return 0 if self.is_alive else time.monotonic() + self.clock.skipped - self.ended

    @property
    def state(self) -> str:
        """Return its state in one word, for the control."""
        if not self.is_alive:
            return "ended"
        if self.peer:
            return "talking"
        if self.rings:
            return "ringing"
        if self.words:
            return "listening"
        return "recording" if self.records else "answered" if self.is_answered else "parked"

    def start(self, name: str, seconds: float, act: Any) -> None:
        """Have something happen to this leg after so many seconds; a timer of the same name is replaced."""
        self.stop(name)
        self.timers[name] = self.session.clock.after(seconds, act)

    def stop(self, *names: str) -> None:
        """Stop timers by name, or all of them."""
        for name in names or list(self.timers):
            if timer := self.timers.pop(name, None):
                timer.cancel()

    def described(self) -> Json:
        """Return what the control shows of it."""
        return {
            "call_control_id": self.control_id,
            "call_leg_id": self.leg_id,
            "direction": self.direction,
            "from": self.from_number,
            "to": self.to,
            "state": self.state,
            "started_at": written(self.started_at),
            "answered_at": self.answered_at and written(self.answered_at),
            "ended_at": self.ended_at and written(self.ended_at),
            "seconds": self.seconds,
            "hangup_cause": self.cause,
            "hangup_source": self.source,
            "time_limit_secs": self.time_limit,
            "spoken": self.spoken,
            "recordings": [recording.id for recording in self.recordings],
        }
