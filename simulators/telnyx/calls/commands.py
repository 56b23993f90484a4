"""The commands of call control: each is checked, done once for its `command_id`, and followed by webhooks."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from simulators.telnyx import answers
from simulators.telnyx.application import CONNECTION_ID
from simulators.telnyx.calls import audio, bodies
from simulators.telnyx.calls.behavior import CHANNELS, CallBehavior
from simulators.telnyx.calls.checks import RefusedError, check_members, check_number
from simulators.telnyx.calls.legs import Leg, Session
from simulators.telnyx.calls.lines import CallLines
from simulators.telnyx.calls.switch import Switch
from simulators.telnyx.calls.webhooks import CallWebhooks

Json = dict[str, Any]
_OK: Json = {"result": "ok"}
_REMEMBERED_SECONDS = 60  # how long a command of the same id does nothing
_KEPT_SECONDS = 600  # how long an ended call can be asked for
_CAUSES = {"CALL_REJECTED": "call_rejected", "USER_BUSY": "user_busy"}
_RING_SECONDS = 30


class CallCommands:
    """The routes below `/calls`."""

    def __init__(
        self, switch: Switch, webhooks: CallWebhooks, behavior: CallBehavior, lines: CallLines, files: str
    ) -> None:
        self._switch, self._webhooks, self._behavior, self._lines = switch, webhooks, behavior, lines
        self._files = files
        self._dialed: dict[str, tuple[float, Json]] = {}
        self._commands: Mapping[str, Callable[[Leg, Json], None]] = {
            "answer": self._answer,
            "reject": self._reject,
            "hangup": self._hangup,
            "speak": self._speak,
            "transfer": self._transfer,
            "record_start": self._record_start,
            "record_stop": self._record_stop,
        }

    def forget(self) -> None:
        """Forget which calls were dialed."""
        self._dialed.clear()

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        calls = "/telnyx/v2/calls"
        return [
            web.post(calls, self._dial),
            web.get(f"{calls}/{{id}}", self._get),
            web.post(f"{calls}/{{id}}/actions/{{command}}", self._command),
        ]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if refused := await self._behavior.find_obstacle(request, "get"):
            return refused
        try:
            leg = self._find(request)
        except RefusedError as objection:
            return objection.answer()
        return answers.data(bodies.call(leg)) if leg.ended_since < _KEPT_SECONDS else answers.not_found()

    async def _command(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["command"]
        if refused := await self._behavior.find_obstacle(request, name):
            return refused
        run = self._commands.get(name)
        if run is None:
            return answers.not_found()
        try:
            leg, body = self._find(request), await _read(request)
            if not leg.is_alive:
                detail = "This call is no longer active and can't receive commands."
                raise RefusedError("90018", "Call has already ended", detail)
            check_members(name, body)
            said = self._once(leg.commands, body, leg, lambda: self._obey(name, run, leg, body))
        except RefusedError as objection:
            return objection.answer()
        return self._behavior.distort(request, answers.data(said))

    async def _dial(self, request: web.Request) -> web.StreamResponse:
        if refused := await self._behavior.find_obstacle(request, "dial"):
            return refused
        try:
            body = await _read(request)
            check_members("dial", body)
            said = self._once(self._dialed, body, None, lambda: bodies.call(self._start_call(body)))
        except RefusedError as objection:
            return objection.answer()
        return self._behavior.distort(request, answers.data(said))

    def _obey(self, name: str, run: Callable[[Leg, Json], None], leg: Leg, body: Json) -> Json:
        run(leg, body)
        leg.stop("first command")
        if body.get("client_state") and name != "transfer":
            leg.client_state = body["client_state"]
        self._webhooks.note(leg, name, "command", body)
        leg.session.clock.adjust()
        return _OK

    def _once(self, done: dict[str, tuple[float, Json]], body: Json, leg: Leg | None, act: Any) -> Json:
        """Do it, unless the same command was done within a minute: then only answer as before."""
        now = time.monotonic() + (leg.session.clock.skipped if leg else 0)
        command_id = body.get("command_id")
        if command_id in done and now - done[command_id][0] < _REMEMBERED_SECONDS:
            return done[command_id][1]
        said: Json = act()
        if command_id:
            done[command_id] = (now, said)
        return said

    def _answer(self, leg: Leg, body: Json) -> None:
        if leg.direction == "outgoing" or leg.is_answered:
            raise RefusedError("10015", "Bad Request", "Only an incoming call can be answered, and once.")
        leg.webhook_url = body.get("webhook_url") or leg.webhook_url
        leg.client_state = body.get("client_state") or leg.client_state
        self._switch.answer(leg)

    def _reject(self, leg: Leg, body: Json) -> None:
        if leg.direction == "outgoing" or leg.is_answered:
            raise RefusedError("10015", "Bad Request", "Only an incoming call that was not answered can be rejected.")
        leg.client_state = body.get("client_state") or leg.client_state
        self._switch.end(leg, _CAUSES[body["cause"]], "callee")

    def _hangup(self, leg: Leg, body: Json) -> None:
        leg.client_state = body.get("client_state") or leg.client_state
        ours = "callee" if leg.direction == "incoming" else "caller"
        self._switch.end(leg, "originator_cancel" if leg.rings else "normal_clearing", ours)

    def _speak(self, leg: Leg, body: Json) -> None:
        _check_answered(leg)
        leg.client_state = body.get("client_state") or leg.client_state
        audio.speak(leg, self._webhooks, body)

    def _record_start(self, leg: Leg, body: Json) -> None:
        _check_answered(leg)
        if leg.records:
            raise RefusedError("10015", "Bad Request", "The call is being recorded.")
        audio.record(leg, self._webhooks, self._files, body)

    def _record_stop(self, leg: Leg, body: Json) -> None:
        for recording in leg.recordings:
            recording.stop()

    def _transfer(self, leg: Leg, body: Json) -> None:
        """Have the target ring; the call is bridged with it once it answers, and stays parked if it does not."""
        if leg.direction == "outgoing":
            _check_answered(leg)
        if leg.peer or any(target.caller is leg and target.rings for target in leg.session.legs):
            raise RefusedError("10015", "Bad Request", "The call is bridged, or is being transferred.")
        if "from" in body:
            check_number("from", body["from"])
        body = {"from": leg.to if leg.direction == "incoming" else leg.from_number} | body
        leg.client_state = body.get("client_state") or leg.client_state
        leg.parks = body.get("park_after_unbridge") == "self"
        state = body.get("target_leg_client_state") or leg.client_state
        self._ring(leg, body, caller=leg, is_transfer=True, client_state=state)

    def _start_call(self, body: Json) -> Leg:
        """Have a phone ring for a call of its own, or for one that exists."""
        if body["connection_id"] != CONNECTION_ID:
            detail = "The requested connection_id (Call Control App ID) is either invalid or does not exist."
            raise RefusedError("10015", "Invalid value for connection_id", detail, pointer="/connection_id")
        linked = self._switch.legs.get(body.get("link_to", ""))
        if (body.get("bridge_intent") or body.get("bridge_on_answer") or "link_to" in body) and linked is None:
            raise RefusedError("10004", "Missing required parameter", "link_to is not a call.", pointer="/link_to")
        if linked and not linked.is_alive:
            raise RefusedError("90018", "Call has already ended")
        check_number("from", body["from"])
        if linked and body.get("bridge_intent"):
            body = body | {"from": linked.from_number}
        caller = linked if body.get("bridge_on_answer") else None
        leg = self._ring(linked, body, caller=caller, client_state=body.get("client_state"))
        leg.parks = body.get("park_after_unbridge") == "self"
        if linked:
            linked.stop("first command")
        self._webhooks.note(leg, "dial", "command", body)
        return leg

    def _ring(self, near: Leg | None, body: Json, **members: Any) -> Leg:
        check_number("to", body["to"])
        self._check_channels()
        session = near.session if near else self._open()
        timeout = body.get("timeout_secs", _RING_SECONDS)
        members |= {"webhook_url": body.get("webhook_url"), "time_limit": body.get("time_limit_secs", 14_400)}
        headers = body.get("custom_headers", [])
        return self._switch.ring(session, body["from"], body["to"], timeout, custom_headers=headers, **members)

    def _open(self) -> Session:
        session = self._lines.open_session()
        self._webhooks.start(session.clock.run())
        return session

    def _check_channels(self) -> None:
        used = sum(leg.direction == "outgoing" and leg.is_alive for leg in self._switch.legs.values())
        for kind, code in CHANNELS.items():
            if used >= self._behavior.channels[kind]:
                raise RefusedError(code, f"The limit of channels of the {kind} is exceeded")

    def _find(self, request: web.Request) -> Leg:
        leg = self._switch.legs.get(request.match_info["id"])
        if leg is None:
            detail = "The call_control_id provided was not valid."
            raise RefusedError("90015", "Invalid Call Control ID", detail, pointer="/call_control_id")
        return leg


async def _read(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise RefusedError("10015", "Bad Request", "The body is not a JSON object.", status=400)
    return body


def _check_answered(leg: Leg) -> None:
    if not leg.is_answered:
        detail = "This call can't receive this command because it has not been answered yet."
        raise RefusedError("90034", "Call not answered yet", detail)
