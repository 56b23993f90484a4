"""What runs before every operation on ports: the check of the key, the faults that are set, reading the body."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulators.telnyx import answers, check_key
from simulators.telnyx.porting.behavior import PortingBehavior
from simulators.telnyx.porting.errors import Objection, RefusedError, malformed, refused_by_code

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class RequestChecks:
    """Wraps operations with the checks and faults."""

    def __init__(self, behavior: PortingBehavior) -> None:
        self._behavior = behavior

    def before(self, operation: str, handler: Handler) -> Handler:
        """Return the handler with the checks and faults before it; `operation` is its name in the control."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if refused := check_key(request):
                return refused
            request_fault = self._behavior.request_fault
            fault = request_fault.next(operation, changes=request.method != "GET")
            if fault == "down":
                return answers.unavailable()
            if fault == "refused":
                return refused_by_code(request_fault.code).answer()
            answer = await _answer(handler, request)
            if fault == "slow":
                await asyncio.sleep(request_fault.seconds)
            if fault == "lost":
                answers.hang_up(request)
            return answers.web_page() if fault == "nonsense" else answer

        return guarded


async def _answer(handler: Handler, request: web.Request) -> web.StreamResponse:
    try:
        return await handler(request)
    except RefusedError as refusal:
        return refusal.answer()


async def read_object(request: web.Request) -> dict[str, Any]:
    """Return the JSON object of a request. Raises RefusedError."""
    try:
        members = json.loads(await request.read())
    except ValueError:
        raise RefusedError(Objection("10023", "Invalid JSON", "The supplied JSON is invalid.")) from None
    if not isinstance(members, dict):
        raise RefusedError(malformed("An object is expected."))
    return members


async def read_members(request: web.Request, **known: Any) -> dict[str, Any]:
    """Return the JSON object, which has no members but these, each of its type. Raises RefusedError."""
    members = await read_object(request)
    for name, value in members.items():
        if name not in known:
            raise RefusedError(malformed(f"There is no member {name}.", f"/{name}"))
        if not isinstance(value, known[name]):
            raise RefusedError(malformed(f"{name} is of another type.", f"/{name}"))
    return members
