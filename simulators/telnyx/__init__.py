"""Telnyx's stand-in: number look-up and the call that speaks a code, as its OpenAPI document says."""

import asyncio
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID, uuid4

from aiohttp import web

from simulators.inbox import Inbox
from simulators.surroundings import CLIENT
from simulators.telnyx import answers
from simulators.telnyx.lines import Line, LineType, default_line, is_valid

API_KEY = "KEY-of-the-simulated-carrier"
SLOW_SECONDS = 8  # longer than any client of ours waits


@dataclass
class Behaviour:
    """How the next `times` requests of one kind are answered."""

    mood: str = "ok"
    times: int = 0

    def next_mood(self) -> str:
        """The mood for this request; it passes when its times are used up."""
        if self.times <= 0:
            return "ok"
        self.times -= 1
        return self.mood


@dataclass
class Telnyx:
    """What the carrier knows: lines, and how it feels today. Its calls arrive in the inbox."""

    inbox: Inbox
    lines: dict[str, Line] = field(default_factory=dict)
    lookups: int = 0
    behaviours: dict[str, Behaviour] = field(default_factory=lambda: {"lookup": Behaviour(), "call": Behaviour()})

    def reset(self) -> None:
        """Forget lines and moods."""
        self.lines, self.lookups = {}, 0
        self.behaviours = {"lookup": Behaviour(), "call": Behaviour()}

    def routes(self) -> list[web.RouteDef]:
        """The provider's paths, and the control of them."""
        return [
            web.get("/telnyx/v2/number_lookup/{phone_number}", self._look_up),
            web.post("/telnyx/v2/verifications/call", self._call),
            web.post("/_control/lines", self._set_line),
            web.post("/_control/telnyx/behaviour", self._behave),
            web.get("/_control/telnyx/lookups", self._count),
        ]

    async def _look_up(self, request: web.Request) -> web.StreamResponse:
        refused = unauthorized(request) or await self._in_mood("lookup")
        if refused:
            return refused
        self.lookups += 1
        phone_number = request.match_info["phone_number"]
        if not is_valid(phone_number):
            return answers.data(answers.invalid_number(phone_number))
        line = self.lines.get(phone_number) or default_line(phone_number)
        return answers.data(answers.lookup(phone_number, line, with_carrier=request.query.get("type") == "carrier"))

    async def _call(self, request: web.Request) -> web.StreamResponse:
        refused = unauthorized(request) or await self._in_mood("call")
        if refused:
            return refused
        asked = await request.json()
        fault = _fault_in(asked)
        if fault:
            return answers.error(400, *fault)
        call_id, words = str(uuid4()), answers.spoken(asked.get("custom_code") or "123456")
        await self.inbox.hear(request.app[CLIENT], asked["phone_number"], call_id, words)
        return answers.data(answers.verification(asked, call_id, datetime.now(UTC)))

    async def _in_mood(self, kind: str) -> web.StreamResponse | None:
        mood = self.behaviours[kind].next_mood()
        if mood == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if mood == "down":
            return answers.unavailable()
        if mood == "nonsense":
            return answers.nonsense()
        return None

    async def _set_line(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if asked.get("type") not in get_args(LineType):
            raise web.HTTPBadRequest(text=f"type is one of: {', '.join(get_args(LineType))}")
        line = Line(asked["type"], asked.get("carrier") or "Simulated Carrier")
        self.lines[asked["phone_number"]] = line
        return web.json_response(asdict(line))

    async def _behave(self, request: web.Request) -> web.Response:
        asked = await request.json()
        for kind in self.behaviours.keys() & asked.keys():
            self.behaviours[kind] = Behaviour(asked[kind], int(asked.get("times", 1)))
        return web.json_response({kind: asdict(behaviour) for kind, behaviour in self.behaviours.items()})

    async def _count(self, request: web.Request) -> web.Response:
        return web.json_response({"lookups": self.lookups})


def unauthorized(request: web.Request) -> web.Response | None:
    """The refusal of a request without our key, or None."""
    if request.headers.get("Authorization") == f"Bearer {API_KEY}":
        return None
    detail = "The required authentication headers were either invalid or not included in the request."
    return answers.error(401, "10009", "Authentication failed", detail)


def _fault_in(asked: dict[str, Any]) -> tuple[str, str, str] | None:
    missing = [name for name in ("phone_number", "verify_profile_id") if not asked.get(name)]
    if missing:
        return "10004", "Missing required parameter", f"A required parameter was missing: {missing[0]}"
    if not is_valid(asked["phone_number"]):
        return "10016", "Phone number must be in +E.164 format", "The phone number is not in +E.164 format."
    try:
        UUID(asked["verify_profile_id"])
    except ValueError:
        return "10006", "Invalid ID", "The resource ID provided was invalid."
    if not (asked.get("custom_code") or "0").isdecimal():
        return "10015", "Bad Request", "custom_code must be numeric."
    return None
