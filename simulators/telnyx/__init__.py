"""The simulated Telnyx: number look-up and the call that speaks a code, in the form of its OpenAPI document."""

import asyncio
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID, uuid4

from aiohttp import web

from simulators.base_urls import CLIENT
from simulators.inbox import Inbox
from simulators.telnyx import answers
from simulators.telnyx.lines import Line, LineType, default_line, is_valid

API_KEY = "KEY-of-the-simulated-carrier"
SLOW_SECONDS = 8  # longer than any client of ours waits


@dataclass
class Behavior:
    """How the next `times` requests of one kind are answered."""

    fault: str = "ok"
    times: int = 0

    def next_fault(self) -> str:
        """Return the fault for this request, and count it; afterward there is none."""
        if self.times <= 0:
            return "ok"
        self.times -= 1
        return self.fault


@dataclass
class Telnyx:
    """The carrier's lines and its current faults. Its calls arrive in the inbox."""

    inbox: Inbox
    lines: dict[str, Line] = field(default_factory=dict)
    lookups: int = 0
    behaviors: dict[str, Behavior] = field(default_factory=lambda: {"lookup": Behavior(), "call": Behavior()})

    def reset(self) -> None:
        """Forget lines and faults."""
        self.lines, self.lookups = {}, 0
        self.behaviors = {"lookup": Behavior(), "call": Behavior()}

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        return [
            web.get("/telnyx/v2/number_lookup/{phone_number}", self._look_up),
            web.post("/telnyx/v2/verifications/call", self._call),
            web.post("/_control/lines", self._set_line),
            web.post("/_control/telnyx/behaviour", self._set_behavior),
            web.get("/_control/telnyx/lookups", self._count_lookups),
        ]

    async def _look_up(self, request: web.Request) -> web.StreamResponse:
        refused = check_key(request) or await self._apply_fault("lookup")
        if refused:
            return refused
        self.lookups += 1
        phone_number = request.match_info["phone_number"]
        if not is_valid(phone_number):
            return answers.data(answers.invalid_number(phone_number))
        line = self.lines.get(phone_number) or default_line(phone_number)
        return answers.data(answers.lookup(phone_number, line, with_carrier=request.query.get("type") == "carrier"))

    async def _call(self, request: web.Request) -> web.StreamResponse:
        refused = check_key(request) or await self._apply_fault("call")
        if refused:
            return refused
        body = await request.json()
        fault = _find_error(body)
        if fault:
            return answers.error(400, *fault)
        call_id, words = str(uuid4()), answers.call_words(body.get("custom_code") or "123456")
        await self.inbox.keep_call(request.app[CLIENT], body["phone_number"], call_id, words)
        return answers.data(answers.verification(body, call_id, datetime.now(UTC)))

    async def _apply_fault(self, kind: str) -> web.StreamResponse | None:
        fault = self.behaviors[kind].next_fault()
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if fault == "down":
            return answers.unavailable()
        if fault == "nonsense":
            return answers.web_page()
        return None

    async def _set_line(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body.get("type") not in get_args(LineType):
            raise web.HTTPBadRequest(text=f"type is one of: {', '.join(get_args(LineType))}")
        line = Line(body["type"], body.get("carrier") or "Simulated Carrier")
        self.lines[body["phone_number"]] = line
        return web.json_response(asdict(line))

    async def _set_behavior(self, request: web.Request) -> web.Response:
        body = await request.json()
        for kind in self.behaviors.keys() & body.keys():
            self.behaviors[kind] = Behavior(body[kind], int(body.get("times", 1)))
        return web.json_response({kind: asdict(behavior) for kind, behavior in self.behaviors.items()})

    async def _count_lookups(self, request: web.Request) -> web.Response:
        return web.json_response({"lookups": self.lookups})


def check_key(request: web.Request) -> web.Response | None:
    """Return an error answer to a request without our key, or None."""
    if request.headers.get("Authorization") == f"Bearer {API_KEY}":
        return None
    detail = "The required authentication headers were either invalid or not included in the request."
    return answers.error(401, "10009", "Authentication failed", detail)


def _find_error(body: dict[str, Any]) -> tuple[str, str, str] | None:
    missing = [name for name in ("phone_number", "verify_profile_id") if not body.get(name)]
    if missing:
        return "10004", "Missing required parameter", f"A required parameter was missing: {missing[0]}"
    if not is_valid(body["phone_number"]):
        return "10016", "Phone number must be in +E.164 format", "The phone number is not in +E.164 format."
    try:
        UUID(body["verify_profile_id"])
    except ValueError:
        return "10006", "Invalid ID", "The resource ID provided was invalid."
    if not (body.get("custom_code") or "0").isdecimal():
        return "10015", "Bad Request", "custom_code must be numeric."
    return None
