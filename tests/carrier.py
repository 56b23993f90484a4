"""A simulated carrier in this process, a listener for its webhooks, and every exchange held against the document."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from aiohttp import ClientSession, ClientTimeout, web

from kernel.provider import Provider
from services.numbers.carrier import Carrier
from simulators.surroundings import CLIENT, Surroundings
from simulators.telnyx import API_KEY
from simulators.telnyx.numbers import TelnyxNumbers
from tests.paypal import Listener, _free_port
from tests.paypal_documents import Exchange
from tests.telnyx_documents import faults_of, webhook_faults


class RunningCarrier:
    """The simulated carrier on a port of its own."""

    def __init__(self) -> None:
        self.listener = Listener()
        self.exchanges: list[Exchange] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner, self.origin = self._do(self._serve())
        self.url = f"{self.origin}/telnyx/v2"

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self) -> tuple[web.AppRunner, str]:
        @web.middleware
        async def keep(request: web.Request, handler: Any) -> web.StreamResponse:
            sent = await request.read()
            answer = await handler(request)
            if request.path.startswith("/telnyx/v2"):
                self.exchanges.append(Exchange(request.method, request.path_qs.removeprefix("/telnyx/v2"),
                                               dict(request.headers), sent, answer.status,
                                               dict(answer.headers), answer.body or b""))  # fmt: skip
            return answer

        app = web.Application(middlewares=[keep])
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        app.router.add_post("/webhooks/carrier", self.listener.hear)
        port = _free_port()
        origin = f"http://127.0.0.1:{port}"
        self.simulator = TelnyxNumbers(Surroundings(door=origin, public=origin))
        app.add_routes(self.simulator.routes())
        app[CLIENT] = ClientSession(timeout=ClientTimeout(total=5))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner, origin

    async def _stop(self) -> None:
        self.simulator.reset()
        await self._runner.app[CLIENT].close()
        await self._runner.cleanup()

    async def _reset(self) -> None:
        self.simulator.reset()

    def reset(self) -> None:
        """Have it forget everything."""
        self._do(self._reset())
        self.listener.heard.clear()
        self.listener.answers.clear()
        self.exchanges.clear()

    def stop(self) -> None:
        """Free the port."""
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def client(self) -> Carrier:
        """Our client, with a connection of its own."""
        return Carrier(Provider("telnyx", self.url, {"authorization": f"Bearer {API_KEY}"}))

    def behave(self, **mood: Any) -> None:
        """Say how the next orders go."""
        requests.post(f"{self.origin}/_control/telnyx/orders", json=mood, timeout=5).raise_for_status()

    def books(self) -> dict[str, Any]:
        """Everything that was sold."""
        found: dict[str, Any] = requests.get(f"{self.origin}/_control/telnyx/orders", timeout=5).json()
        return found


@pytest.fixture(scope="session")
def one_carrier() -> Iterator[RunningCarrier]:
    """One for the whole run."""
    running = RunningCarrier()
    yield running
    running.stop()


@pytest.fixture
def at_carrier(one_carrier: RunningCarrier) -> Iterator[RunningCarrier]:
    """The simulated carrier, knowing nothing; whatever is said to it and by it must be as documented."""
    one_carrier.reset()
    yield one_carrier
    faults = [fault for exchange in list(one_carrier.exchanges) for fault in faults_of(exchange)]
    faults += [fault for it in list(one_carrier.listener.heard)
               for fault in webhook_faults("numberOrderStatusUpdate", it.body)]  # fmt: skip
    assert not faults, "\n".join(faults)


__all__ = ["RunningCarrier", "at_carrier", "one_carrier"]
