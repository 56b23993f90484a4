"""What stands before every operation on ports: the customer's key, today's trouble, and what is asked."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulators.telnyx import answers, unauthorized
from simulators.telnyx.porting.moods import Moods
from simulators.telnyx.porting.refusals import Objection, RefusedError, malformed

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Lets requests through, or not."""

    def __init__(self, moods: Moods) -> None:
        self._moods = moods

    def before(self, operation: str, handler: Handler) -> Handler:
        """The handler with all of this in front of it; `operation` is its name in moods."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if refused := unauthorized(request):
                return refused
            trouble = self._moods.trouble
            mood = trouble.next(operation, changes=request.method != "GET")
            if mood == "down":
                return answers.unavailable()
            answer = await _answer(handler, request)
            if mood == "slow":
                await asyncio.sleep(trouble.seconds)
            if mood == "lost":
                answers.drop(request)
            return answers.nonsense() if mood == "nonsense" else answer

        return guarded


async def _answer(handler: Handler, request: web.Request) -> web.StreamResponse:
    try:
        return await handler(request)
    except RefusedError as refusal:
        return refusal.answer()


async def asked(request: web.Request) -> dict[str, Any]:
    """The JSON object of a request. Raises RefusedError."""
    try:
        said = json.loads(await request.read())
    except ValueError:
        raise RefusedError(Objection("10023", "Invalid JSON", "The supplied JSON is invalid.")) from None
    if not isinstance(said, dict):
        raise RefusedError(malformed("An object is expected."))
    return said


async def asked_for(request: web.Request, **known: Any) -> dict[str, Any]:
    """The same, of no members but these, each of its type. Raises RefusedError."""
    said = await asked(request)
    for name, value in said.items():
        if name not in known:
            raise RefusedError(malformed(f"There is no member {name}.", f"/{name}"))
        if not isinstance(value, known[name]):
            raise RefusedError(malformed(f"{name} is of another type.", f"/{name}"))
    return said
