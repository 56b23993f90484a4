"""A provider's simulator in this process: on a port of its own, with a listener for its webhooks."""

import asyncio
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web

from simulators.base_urls import CLIENT, LARGEST_REQUEST, BaseUrls
from tests.paypal_documents import Exchange

_TEST = "x-test-number"


@dataclass
class ReceivedWebhook:
    """A webhook as it arrived: headers in lower case, and the bytes."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """Receives webhooks in place of the door. It answers `answers` in turn, then 200.

    Every delivery names the test that it was sent in: one that is still on its way when that test ends is not kept.
    """

    received: list[ReceivedWebhook] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    test: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    async def receive(self, request: web.Request) -> web.Response:
        """Keep a webhook and answer it."""
        body = await request.read()
        with self._changed:
            if request.headers[_TEST] != str(self.test):
                return web.Response(status=200)
            self.received.append(
                ReceivedWebhook({name.lower(): value for name, value in request.headers.items()}, body)
            )
            self._changed.notify_all()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def begin_test(self) -> int:
        """Forget what was received and what was to be answered, and return the number of the test that begins."""
        with self._changed:
            self.received.clear()
            self.answers.clear()
            self.test += 1
            return self.test

    def wait_for(self, enough: Callable[[list[ReceivedWebhook]], bool], limit: float = 5.0) -> list[ReceivedWebhook]:
        """Return what was received, once it is enough; fail after `limit` seconds."""
        with self._changed:
            assert self._changed.wait_for(lambda: enough(self.received), limit), f"received only {len(self.received)}"
            return list(self.received)


class RunningSimulator:
    """A simulator that runs. `prefix` is where the provider's own paths begin, `webhooks` where it delivers to.

    Every exchange with it is kept in `exchanges`.
    """

    def __init__(self, prefix: str, webhooks: str, build: Callable[[BaseUrls], Any]) -> None:
        self.listener = Listener()
        self.exchanges: list[Exchange] = []
        self._prefix = prefix
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner, self.origin = self._run(self._serve(webhooks, build))
        self.url = f"{self.origin}{prefix}"

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self, webhooks: str, build: Callable[[BaseUrls], Any]) -> tuple[web.AppRunner, str]:
        app = web.Application(middlewares=[self._keep_exchanges()], client_max_size=LARGEST_REQUEST)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        app.router.add_post(f"{webhooks}{{below:(?:/.*)?}}", self.listener.receive)
        port = _free_port()
        origin = f"http://127.0.0.1:{port}"
        self.simulator = build(BaseUrls(door=origin, public=origin))
        app.add_routes(self.simulator.routes())
        app[CLIENT] = ClientSession(timeout=ClientTimeout(total=5), headers={_TEST: str(self.listener.test)})
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner, origin

    def _keep_exchanges(self) -> Any:
        @web.middleware
        async def keep(request: web.Request, handler: Any) -> web.StreamResponse:
            kept = self.exchanges  # of the test that asked: an answer that comes late is not the next one's
            sent = await request.read()
            answer = await handler(request)
            if self._is_documented(request.path):
                kept.append(
                    Exchange(
                        request.method,
                        request.path_qs.removeprefix(self._prefix),
                        dict(request.headers),
                        sent,
                        answer.status,
                        dict(answer.headers),
                        answer.body or b"",
                    )
                )
            return answer

        return keep

    def _is_documented(self, path: str) -> bool:
        """Return whether the provider's own document describes this path."""
        return path.startswith(self._prefix)

    async def _begin_test(self) -> None:
        self.simulator.reset()
        self._runner.app[CLIENT].headers[_TEST] = str(self.listener.begin_test())
        self.exchanges = []

    def begin_test(self) -> None:
        """Have it forget everything, its deliveries that are on their way included."""
        self._run(self._begin_test())

    async def _stop(self) -> None:
        self.simulator.reset()
        await self._runner.app[CLIENT].close()
        await self._runner.cleanup()

    def stop(self) -> None:
        """Stop it and free the port."""
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
