"""The control that belongs to no single provider: inboxes, scheduled jobs, reset."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol

from aiohttp import web

from simulators.base_urls import CLIENT
from simulators.inbox import Inbox
from simulators.jobs import JobRunner
from simulators.mail_failures import UnknownFailureError, publish_failure


class Simulator(Protocol):
    """A simulated provider."""

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Return all routes that it serves."""

    def reset(self) -> None:
        """Forget everything."""


class Control:
    """The routes below `/_control/` that concern all simulators."""

    def __init__(self, inbox: Inbox, clock: JobRunner, simulators: Sequence[Simulator]) -> None:
        self._messages = inbox
        self._clock = clock
        self._simulators = simulators

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        return [
            web.get("/_control/health", self._health),
            web.get("/_control/inbox", self._inbox),
            web.post("/_control/mails/failures", self._fail_mail),
            web.post("/_control/reset", self._reset),
            web.post("/_control/jobs", self._run_jobs),
        ]

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _inbox(self, request: web.Request) -> web.Response:
        whose = [to.replace(" ", "+") for to in request.query.getall("to", []) if to]
        if not whose:
            raise web.HTTPBadRequest(text="say whose: ?to=+14155550100 or ?to=name@example.com")
        items = [item for to in whose for item in await self._messages.read(request.app[CLIENT], to)]
        return web.json_response({"items": [item.as_json() for item in sorted(items, key=lambda item: item.at)]})

    async def _fail_mail(self, request: web.Request) -> web.Response:
        try:
            await asyncio.to_thread(publish_failure, self._messages.emulator, await request.json())
        except UnknownFailureError as fault:
            raise web.HTTPBadRequest(text=str(fault)) from None
        return web.json_response({"status": "published"})

    async def _reset(self, request: web.Request) -> web.Response:
        await self._messages.reset(request.app[CLIENT])
        for simulator in self._simulators:
            simulator.reset()
        return web.json_response({"status": "forgotten"})

    async def _run_jobs(self, request: web.Request) -> web.Response:
        request_body = await request.json() if request.can_read_body else {}
        outcomes = await asyncio.to_thread(self._clock.run, request_body.get("as_of"), request_body.get("job"))
        failed = any(outcome.status == "failed" for outcome in outcomes)
        return web.json_response({"jobs": [asdict(outcome) for outcome in outcomes]}, status=500 if failed else 200)
