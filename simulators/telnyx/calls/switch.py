"""The simulated carrier's switch: it connects legs, ends them, and reports all of it by webhooks."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from simulators.telnyx.application import FIRST_COMMAND_SECONDS
from simulators.telnyx.calls import bodies
from simulators.telnyx.calls.clock import CallClock
from simulators.telnyx.calls.legs import FarEnd, Leg, Session

Json = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")


class Reports(Protocol):
    """Where it is reported what happens to a leg."""

    def report(self, leg: Leg, event_type: str, payload: Json) -> None:
        """Send an event."""

    def report_end(self, leg: Leg) -> None:
        """Send what follows the end of a leg: its cost."""


def _at_one_time(act: Callable[Concatenate["Switch", Any, P], R]) -> Callable[Concatenate["Switch", Any, P], R]:
    """Have all that an action sets off happen at the same time of the call."""

    @wraps(act)
    def at_one_time(switch: "Switch", subject: Any, /, *args: P.args, **named: P.kwargs) -> R:
        with subject.clock.standing():
            return act(switch, subject, *args, **named)

    return at_one_time


class Switch:
    """All calls. `find_person` says who is at a number or address that is called."""

    def __init__(self, reports: Reports, find_person: Callable[[Leg, Session], FarEnd]) -> None:
        self._reports, self._find_person = reports, find_person
        self.sessions: dict[str, Session] = {}
        self.legs: dict[str, Leg] = {}
        self.reports_callers_answer = True
        self.cancels_targets = True

    def open(self, clock: CallClock, **members: Any) -> Session:
        """Begin a call."""
        session = Session(clock, **members)
        self.sessions[session.id] = session
        return session

    @_at_one_time
    def arrive(self, session: Session, from_number: str, to: str, person: FarEnd, headers: list[Json]) -> Leg:
        """Park a call from outside, until a command comes, or none within 15 seconds."""
        leg = Leg(session, "incoming", from_number, to, session.clock.now, custom_headers=headers)
        leg.person = person
        self._add(leg)
        person.call(leg)
        leg.start("first command", FIRST_COMMAND_SECONDS, lambda: self.end(leg, "timeout", "unknown"))
        return leg

    @_at_one_time
    def ring(self, session: Session, /, from_number: str, to: str, timeout: int, **members: Any) -> Leg:
        """Have a phone ring."""
        leg = Leg(session, "outgoing", from_number, to, session.clock.now, **members)
        self._add(leg)
        leg.start("timeout", timeout, lambda: self.end(leg, "timeout", "unknown"))
        leg.person = self._find_person(leg, session)
        leg.person.ring(leg)
        session.clock.adjust()
        return leg

    @_at_one_time
    def answer(self, leg: Leg) -> None:
        """Answer an incoming leg for us."""
        self._begin_talk(leg)
        self._reports.report(leg, "call.answered", bodies.answered(leg))

    @_at_one_time
    def pick_up(self, leg: Leg) -> None:
        """Answer an outgoing leg for the person who is called, and bridge it with its caller."""
        if not leg.rings:
            return
        leg.stop("timeout", "reacts")
        self._begin_talk(leg)
        self._reports.report(leg, "call.answered", bodies.answered(leg))
        if leg.caller and (not leg.caller.is_alive or leg.caller.peer):
            self.end(leg, "normal_clearing", "caller")
        elif leg.caller:
            self._bridge(leg.caller, leg)

    @_at_one_time
    def end(self, leg: Leg, cause: str, source: str = "") -> None:
        """End a leg; by default the person at its far end has done it."""
        if not leg.is_alive:
            return
        leg.stop()
        self._interrupt_speech(leg)
        by_person = "caller" if leg.direction == "incoming" else "callee"
        leg.ended_at, leg.cause, leg.source = leg.session.clock.now, cause, source or by_person
        leg.ended = time.monotonic() + leg.clock.skipped
        self._reports.report(leg, "call.hangup", bodies.hung_up(leg))
        for recording in leg.recordings:
            recording.stop()
        self._reports.report_end(leg)
        leg.person.learn_end(leg, cause)
        self._end_others(leg)
        leg.session.clock.adjust()

    def _end_others(self, leg: Leg) -> None:
        other, leg.peer = leg.peer, None
        if other:
            other.peer = None
            other.stop("hangs up")
            if not other.parks:
                self.end(other, "normal_clearing", "callee" if other.direction == "incoming" else "caller")
        for target in leg.session.legs:
            if target.caller is leg and target.rings and target.is_transfer and self.cancels_targets:
                self.end(target, "originator_cancel", "caller")

    def _begin_talk(self, leg: Leg) -> None:
        leg.answered_at = leg.session.clock.now
        leg.start("time limit", leg.time_limit, lambda: self.end(leg, "time_limit", "unknown"))
        leg.person.meet_answer(leg)

    def _bridge(self, caller: Leg, target: Leg) -> None:
        if not caller.is_answered:
            self._begin_talk(caller)
            if self.reports_callers_answer:
                self._reports.report(caller, "call.answered", bodies.answered(caller))
        self._interrupt_speech(caller)
        caller.peer, target.peer = target, caller
        for leg in (caller, target):
            self._reports.report(leg, "call.bridged", bodies.bridged(leg))
        for leg in (caller, target):
            leg.person.talk(leg)
        caller.session.clock.adjust()

    def _interrupt_speech(self, leg: Leg) -> None:
        leg.stop("speech")
        if leg.words:
            leg.words.clear()
            self._reports.report(leg, "call.speak.ended", bodies.speaking(leg, "call_hangup"))

    def _add(self, leg: Leg) -> None:
        leg.session.legs.append(leg)
        self.legs[leg.control_id] = leg
        self._reports.report(leg, "call.initiated", bodies.initiated(leg))
