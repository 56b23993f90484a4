"""Who is at which number or address: people outside, apps, phones in the browser, and our own numbers."""

import time
from typing import Any

from simulators.telnyx.application import SIP_DOMAIN
from simulators.telnyx.calls.apps import Apps
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.clock import CallClock
from simulators.telnyx.calls.legs import Leg, Session
from simulators.telnyx.calls.people import Person, Trunk
from simulators.telnyx.calls.plans import Plan
from simulators.telnyx.calls.switch import Reports, Switch
from simulators.telnyx.orders import Inventory

Json = dict[str, Any]
USUAL_CALLER = Plan(seconds=60)
_UNREACHABLE = Plan(does="not_found")
_BLOCKED = Plan(does="blocked")
_PHONE_SECONDS = 10  # how long a phone is there after it has last asked
_MOST_HOPS = 10


class CallLines:
    """Places calls, and finds the person at the other end of each."""

    def __init__(self, reports: Reports, inventory: Inventory, apps: Apps, behavior: CallBehavior) -> None:
        self.switch = Switch(reports, self._find_person)
        self.people: dict[str, Plan] = {}
        self._inventory, self._apps, self._behavior = inventory, apps, behavior
        self._phones: dict[str, float] = {}
        self._together: dict[CallClock, list[Session]] = {}

    def forget(self) -> None:
        """Forget all calls, people and phones."""
        self.switch.sessions.clear()
        self.switch.legs.clear()
        self.people.clear()
        self._phones.clear()
        self._together.clear()

    def open_session(self, clock: CallClock | None = None, **members: Any) -> Session:
        """Begin a call, with a time of its own unless it comes from another call of ours."""
        clock = clock or self._start_clock()
        session = self.switch.open(clock, **({"pace": self._behavior.pace} | members))
        self._together[clock].append(session)
        return session

    def _start_clock(self) -> CallClock:
        together: list[Session] = []
        clock = CallClock(lambda: _flow(together), lambda: not any(session.is_alive for session in together))
        self._together[clock] = together
        return clock

    def place(self, session: Session, from_number: str, to: str, caller: Plan | None) -> Leg | None:
        """Call one of our numbers from outside, unless there is none that can be called."""
        if not self._inventory.is_connected(to):
            session.refused = "not_found"
            return None
        person = Person(self.switch, None if session.is_held else caller)
        return self.switch.arrive(session, from_number, to, person, [])

    def keep_phone(self, phone_number: str) -> None:
        """Have a phone in the browser ring for this number, for some seconds from now."""
        self._phones[phone_number] = time.monotonic() + _PHONE_SECONDS

    def _find_person(self, leg: Leg, session: Session) -> Person:
        if leg.to.startswith("sip:"):
            return self._find_app(leg, session)
        if self._inventory.is_connected(leg.to) and len(self._together[session.clock]) < _MOST_HOPS:
            return self._pass_on(leg, session)
        if self._inventory.owns(leg.to):
            return Person(self.switch, _UNREACHABLE)
        if not leg.to.startswith("+1") and not self._inventory.owns(leg.from_number):
            return Person(self.switch, _BLOCKED)  # abroad, the caller shown has to be one of our numbers
        plan = session.plans.get(leg.to) or session.plans.get("target") or self.people.get(leg.to)
        is_played = session.is_held or (plan is None and self._phones.get(leg.to, 0) > time.monotonic())
        return Person(self.switch, None if is_played else plan or Plan())

    def _find_app(self, leg: Leg, session: Session) -> Person:
        user, _, domain = leg.to.removeprefix("sip:").partition("@")
        if domain != SIP_DOMAIN or not self._apps.is_registered(user):
            return Person(self.switch, _UNREACHABLE)
        plan = None if session.is_held else session.plans.get(leg.to) or session.plans.get("app")
        plan = plan if plan or session.is_held else self._apps.plan(user)
        return Person(self.switch, plan)

    def _pass_on(self, leg: Leg, session: Session) -> Person:
        """Have a call to one of our own numbers arrive there, as any call does."""
        near, far = Trunk(self.switch), Trunk(self.switch)
        shared = {"plans": session.plans, "is_held": session.is_held, "pace": session.pace}
        arrived = self.open_session(session.clock, **shared)
        diverted = leg.caller.to if leg.caller and leg.is_transfer else ""
        value = f"<sip:{diverted}@{SIP_DOMAIN}>;reason=unconditional"
        headers = [{"name": "Diversion", "value": value}] if diverted else []
        far.other = leg
        near.other = self.switch.arrive(arrived, leg.from_number, leg.to, far, headers)
        return near


def _flow(sessions: list[Session]) -> float:
    """Return how many seconds of a call pass in one of ours.

    While the carrier waits for a command, it is one; while people ring, talk or listen it may be more, but not if
    someone plays them; and none if the call is held.
    """
    legs = [leg for session in sessions for leg in session.legs if leg.is_alive]
    are_busy = any(leg.peer or leg.records or (leg.rings and not isinstance(leg.person, Trunk)) for leg in legs)
    are_listening = any(leg.words for leg in legs)
    if not are_busy and not are_listening:
        return 1
    if sessions[0].is_held:
        return sessions[0].pace if are_listening else 0
    return 1 if any(leg.person.is_played for leg in legs) else sessions[0].pace
