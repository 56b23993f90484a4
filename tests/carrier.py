"""A simulated carrier in this process, and every exchange and delivery held against the document."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from kernel.providers.transport import Provider
from services.numbers.carrier.stock import Carrier
from simulators.base_urls import BaseUrls
from simulators.inbox import Inbox
from simulators.telnyx import API_KEY
from simulators.telnyx.account import TelnyxAccount
from tests.running_simulator import RunningSimulator
from tests.telnyx_documents import faults_of, webhook_faults


class RunningCarrier(RunningSimulator):
    """The simulated carrier on a port of its own."""

    def __init__(self) -> None:
        super().__init__("/telnyx/v2", "/webhooks/carrier", self._account)

    def _account(self, around: BaseUrls) -> TelnyxAccount:
        self.inbox = Inbox(around.emulator)
        return TelnyxAccount(around, self.inbox)

    def begin_test(self) -> None:
        """Have it forget everything, its inbox included."""
        super().begin_test()
        self.inbox.kept.clear()

    def client(self) -> Carrier:
        """Our client, with a connection of its own."""
        return Carrier(Provider("telnyx", self.url, {"authorization": f"Bearer {API_KEY}"}))

    def behave(self, **behavior: Any) -> None:
        """Say how the next orders go."""
        requests.post(f"{self.origin}/_control/telnyx/orders", json=behavior, timeout=5).raise_for_status()

    def port(self, which: str, **how: Any) -> dict[str, Any]:
        """Say what becomes of a port, named by its id, its reference or its number."""
        url = f"{self.origin}/_control/telnyx/ports/{which}"
        answer = requests.post(url, json=how, timeout=5)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def behave_at_ports(self, **how: Any) -> None:
        """Set how the next port requests are answered, how webhooks travel, and how fast ports progress."""
        answer = requests.post(f"{self.origin}/_control/telnyx/ports/behaviour", json=how, timeout=5)
        assert answer.ok, answer.text

    def behave_at_texts(self, **how: Any) -> None:
        """Say how the next texts go."""
        self.requests_for("texts/behaviour", **how)

    def texts(self) -> list[dict[str, Any]]:
        """Every text that was taken in."""
        found: dict[str, Any] = requests.get(f"{self.origin}/_control/telnyx/texts", timeout=5).json()
        return list(found["texts"])

    def ports(self) -> dict[str, Any]:
        """Every porting order and document."""
        found: dict[str, Any] = requests.get(f"{self.origin}/_control/telnyx/ports", timeout=5).json()
        return found

    def requests_for(self, what: str, **said: Any) -> None:
        """Say something else to the carrier's control."""
        requests.post(f"{self.origin}/_control/telnyx/{what}", json=said, timeout=5).raise_for_status()

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
    one_carrier.begin_test()
    yield one_carrier
    faults = [fault for exchange in list(one_carrier.exchanges) for fault in faults_of(exchange)]
    faults += [fault for it in list(one_carrier.listener.received) for fault in webhook_faults(it.body)]
    assert not faults, "\n".join(faults)


__all__ = ["RunningCarrier", "at_carrier", "one_carrier"]
