"""The control of calls: a caller from outside, what people do, step by step if wanted, and how the carrier behaves."""

import asyncio
from dataclasses import replace
from typing import Any

from aiohttp import web

from simulators.telnyx.calls import audio
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.legs import Leg, Session
from simulators.telnyx.calls.lines import USUAL_CALLER, CallLines
from simulators.telnyx.calls.plans import Plan
from simulators.telnyx.calls.webhooks import CallWebhooks

Json = dict[str, Any]
_MEMBERS = {"from", "to", "seconds", "answered", "hangs_up", "caller", "target", "app", "people", "hold", "pace"}
_ENDS = {"decline": "call_rejected", "busy": "user_busy", "not_found": "not_found", "ring_out": "timeout"}
EVENTS = ("answer", *_ENDS, "hang_up", "wait", "say", "costs")


class CallControl:
    """The routes below `/_control/telnyx/calls`."""

    def __init__(self, lines: CallLines, webhooks: CallWebhooks, behavior: CallBehavior) -> None:
        self._lines, self._webhooks, self._behavior = lines, webhooks, behavior
        self._switch = lines.switch

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        calls = "/_control/telnyx/calls"
        return [
            web.post(calls, self._place),
            web.get(calls, self._list),
            web.post(f"{calls}/behaviour", self._set_behavior),
            web.post(f"{calls}/people", self._set_person),
            web.post(f"{calls}/{{id}}", self._step),
        ]

    async def _place(self, request: web.Request) -> web.Response:
        body = await request.json()
        if unknown := body.keys() - _MEMBERS:
            raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}; there are {sorted(_MEMBERS)}")
        try:
            caller, plans = _read_plans(body)
        except (ValueError, TypeError) as fault:
            raise web.HTTPBadRequest(text=str(fault)) from None
        pace = float(body.get("pace", self._behavior.pace))
        session = self._lines.open_session(plans=plans, is_held=bool(body.get("hold")), pace=pace)
        if self._lines.place(session, body["from"], body["to"], caller):
            self._webhooks.start(session.clock.run())
        return web.json_response(described(session))

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"calls": [described(session) for session in self._switch.sessions.values()]})

    async def _set_behavior(self, request: web.Request) -> web.Response:
        try:
            found = self._behavior.change(await request.json())
        except ValueError as fault:
            raise web.HTTPBadRequest(text=str(fault)) from None
        self._switch.reports_callers_answer = self._behavior.callers_answer
        self._switch.cancels_targets = self._behavior.cancels_targets
        return web.json_response(found)

    async def _set_person(self, request: web.Request) -> web.Response:
        """Say what happens whenever a number outside is called."""
        body = await request.json()
        phone_number = body.pop("phone_number")
        try:
            plan = Plan.of(body, Plan())
        except (ValueError, TypeError) as fault:
            raise web.HTTPBadRequest(text=str(fault)) from None
        self._lines.people[phone_number] = plan
        return web.json_response(plan.as_json())

    async def _step(self, request: web.Request) -> web.Response:
        """Have something happen to a call, named by its id or by that of a leg."""
        body = await request.json()
        session, leg = self._find(request.match_info["id"])
        event = body.get("event")
        if event not in EVENTS:
            raise web.HTTPBadRequest(text=f"event is one of: {', '.join(EVENTS)}")
        if event == "wait":
            session.clock.skip(float(body["seconds"]))
        elif event == "costs":
            self._webhooks.send_late_costs()
        elif event == "answer" or event in _ENDS:
            self._react(event, leg or _ringing(session, body.get("to")))
        else:
            self._act(event, leg or _end_of(session, body.get("by", "caller")), body)
        session.clock.adjust()
        await asyncio.sleep(0)
        return web.json_response(described(session))

    def _react(self, event: str, leg: Leg) -> None:
        """Have a phone that rings answered, or not."""
        if not leg.rings:
            raise web.HTTPConflict(text="this leg does not ring")
        if event == "answer":
            self._switch.pick_up(leg)
        else:
            self._switch.end(leg, _ENDS[event], "unknown" if event == "ring_out" else "")

    def _act(self, event: str, leg: Leg, body: Json) -> None:
        if event == "say":
            audio.say(leg, body["text"])
        elif leg.direction == "incoming" and not leg.is_answered:
            self._switch.end(leg, "originator_cancel")
        else:
            self._switch.end(leg, "call_rejected" if leg.rings else "normal_clearing")

    def _find(self, name: str) -> tuple[Session, Leg | None]:
        if name in self._switch.sessions:
            return self._switch.sessions[name], None
        for leg in self._switch.legs.values():
            if name in (leg.control_id, leg.leg_id):
                return leg.session, leg
        raise web.HTTPNotFound(text="there is no call and no leg of this id")


def described(session: Session) -> Json:
    """Return a call with its legs, and what goes on in it."""
    states = {leg.state for leg in session.legs} - {"ended"}
    order = ("talking", "recording", "listening", "ringing", "answered", "parked")
    status = next((state for state in order if state in states), "ended")
    return {
        "call_id": session.id,
        "status": status,
        "is_talking": status == "talking",
        "refused": session.refused,
        "legs": [leg.described() for leg in session.legs],
    }


def _read_plans(body: Json) -> tuple[Plan, dict[str, Plan]]:
    """Return what the caller does, and what those do who are called: targets, apps, or single numbers."""
    seconds = float(body.get("seconds", 60))
    talker = body.get("hangs_up", "caller")
    if talker not in ("caller", "target"):
        raise ValueError("hangs_up is caller or target")
    caller = Plan.of(body.get("caller", {}), replace(USUAL_CALLER, seconds=seconds if talker == "caller" else None))
    usual = Plan(
        does="answers" if body.get("answered", True) else "rings", seconds=seconds if talker == "target" else None
    )
    plans = {name: Plan.of(body[name], usual) for name in ("target", "app") if name in body}
    if "answered" in body or "seconds" in body:
        plans.setdefault("target", usual)
    return caller, plans | {name: Plan.of(said, usual) for name, said in body.get("people", {}).items()}


def _ringing(session: Session, to: str | None) -> Leg:
    found = [leg for leg in session.legs if leg.rings and to in (None, leg.to)]
    if not found:
        raise web.HTTPConflict(text="no leg of this call rings")
    return found[0]


def _end_of(session: Session, side: str) -> Leg:
    """Return the leg of the caller, or that of the one who is called."""
    legs = [leg for leg in session.legs if leg.is_alive]
    found = [leg for leg in legs if (leg is session.legs[0]) == (side == "caller")]
    if not found:
        raise web.HTTPConflict(text=f"no {side} is in this call")
    return found[0]
