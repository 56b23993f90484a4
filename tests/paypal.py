"""A simulated PayPal in this process, a listener for its webhooks, and every exchange held against the documents."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from aiohttp import ClientSession, ClientTimeout, web

from local.waiting import wait_until
from services.billing.paypal import Attempt, PaidFor, PayPal, Wallet
from simulators import paypal
from simulators.paypal.certificates import CERT_ID
from simulators.surroundings import CLIENT, Surroundings
from tests.paypal_documents import Exchange, faults_of


@dataclass
class Heard:
    """What the listener was told: headers in lower case, and the bytes."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """Stands where the door stands. It answers `answers` in turn, then 200."""

    heard: list[Heard] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    async def hear(self, request: web.Request) -> web.Response:
        """Take one in."""
        body = await request.read()
        with self._news:
            self.heard.append(Heard({name.lower(): value for name, value in request.headers.items()}, body))
            self._news.notify_all()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def wait_for(self, enough: Callable[[list[Heard]], bool], limit: float = 5.0) -> list[Heard]:
        """What was heard, as soon as it is enough."""
        with self._news:
            assert self._news.wait_for(lambda: enough(self.heard), limit), f"heard only {len(self.heard)}"
            return list(self.heard)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningPayPal:
    """The simulated PayPal on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.listener = Listener()
        self.exchanges: list[Exchange] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner, self.origin = self._do(self._serve(folder))
        self.url = f"{self.origin}/paypal"
        self.certificate_path = f"/v1/notifications/certs/{CERT_ID}"

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self, folder: Path) -> tuple[web.AppRunner, str]:
        @web.middleware
        async def keep(request: web.Request, handler: Any) -> web.StreamResponse:
            sent = await request.read()
            answer = await handler(request)
            if request.path.startswith("/paypal/v"):
                self.exchanges.append(Exchange(request.method, request.path_qs.removeprefix("/paypal"),
                                               dict(request.headers), sent, answer.status,
                                               dict(answer.headers), answer.body or b""))  # fmt: skip
            return answer

        app = web.Application(middlewares=[keep])
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        app.router.add_post("/webhooks/paypal", self.listener.hear)
        port = _free_port()
        origin = f"http://127.0.0.1:{port}"
        self.simulator = paypal.PayPal(Surroundings(door=origin, public=origin), folder)
        app.add_routes(self.simulator.routes())
        app[CLIENT] = ClientSession(timeout=ClientTimeout(total=5))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner, origin

    async def _stop(self) -> None:
        self.simulator.reset()
        await self._runner.app[CLIENT].close()
        await self._runner.cleanup()

    def stop(self) -> None:
        """Free the port."""
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def client(self, **how: Any) -> PayPal:
        """Our client, with a connection of its own."""
        return PayPal(self.url, paypal.CLIENT_ID, paypal.CLIENT_SECRET, **how)

    def control(self, path: str, **asked: Any) -> dict[str, Any]:
        """Use the control."""
        answer = requests.post(f"{self.origin}/_control/paypal/{path}", json=asked, timeout=5)
        assert answer.ok, answer.text
        return answer.json()

    def captures(self) -> list[dict[str, Any]]:
        """Every capture that money moved for."""
        return requests.get(f"{self.origin}/_control/paypal/captures", timeout=5).json()["items"]

    def deliveries(self, event_type: str, count: int) -> list[dict[str, Any]]:
        """The noted tries to deliver events of a type, as soon as there are so many."""

        def told() -> list[dict[str, Any]]:
            items = requests.get(f"{self.origin}/_control/paypal/deliveries", timeout=5).json()["items"]
            return [item for item in items if item["event_type"] == event_type]

        wait_until(f"{count} tries", lambda: len(told()) >= count, limit=5)
        return told()

    def wallet(self, client: PayPal, request_id: str = "wallet") -> Wallet:
        """A wallet, attached and approved."""
        setup = client.start_vaulting(f"{request_id}-start", "https://portal.test/ok", "https://portal.test/no")
        self.control(f"approvals/{setup.setup_id}", decision="approve")
        return client.finish_vaulting(setup.setup_id, f"{request_id}-finish")


def attempt(token: str, number: int = 1, **otherwise: Any) -> Attempt:
    """A try to charge 12.50 USD."""
    usual = {"request_id": f"request-{number}", "payment_id": f"pay_{number}", "token": token, "micros": 12_500_000,
             "what": "Call credits", "paid_for": PaidFor.PURCHASE}  # fmt: skip
    return Attempt(**(usual | otherwise))


@pytest.fixture(scope="session")
def one_paypal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPayPal]:
    """One for the whole run."""
    running = RunningPayPal(tmp_path_factory.mktemp("paypal"))
    yield running
    running.stop()


@pytest.fixture
def at_paypal(one_paypal: RunningPayPal) -> Iterator[RunningPayPal]:
    """The simulated PayPal, knowing nothing; whatever is said to it and by it must be as documented."""
    one_paypal.control("reset")
    one_paypal.listener.heard.clear()
    one_paypal.listener.answers.clear()
    one_paypal.exchanges.clear()
    yield one_paypal
    faults = [fault for exchange in list(one_paypal.exchanges) for fault in faults_of(exchange)]
    assert not faults, "\n".join(faults)


@pytest.fixture
def client(at_paypal: RunningPayPal) -> PayPal:
    """Our client."""
    return at_paypal.client()


@pytest.fixture
def wallet(at_paypal: RunningPayPal, client: PayPal) -> Wallet:
    """A wallet that may be charged."""
    return at_paypal.wallet(client)


__all__ = ["RunningPayPal", "at_paypal", "attempt", "client", "one_paypal", "wallet"]
