"""A simulated PayPal in this process, and every exchange held against the documents."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from local.polling import wait_until
from services.billing.paypal import Attempt, PaidFor, PayPal, Wallet
from services.billing.paypal.history import History
from services.billing.paypal.webhook_verification import Verification
from simulators import paypal
from simulators.paypal.certificates import CERT_ID
from tests.paypal_documents import faults_of
from tests.running_simulator import RunningSimulator


class RunningPayPal(RunningSimulator):
    """The simulated PayPal on a port of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__("/paypal", "/webhooks/paypal", lambda around: paypal.PayPal(around, folder))
        self.certificate_path = f"/v1/notifications/certs/{CERT_ID}"

    def _is_documented(self, path: str) -> bool:
        return path.startswith("/paypal/v")  # not its pages for people

    def client(self, **how: Any) -> PayPal:
        """Our client, with a connection of its own."""
        return PayPal(self.url, paypal.CLIENT_ID, paypal.CLIENT_SECRET, **how)

    def history(self) -> History:
        """Our reader of the lists."""
        return History(self.url, paypal.CLIENT_ID, paypal.CLIENT_SECRET)

    def verification(self) -> Verification:
        """Our way to ask whether a delivery is genuine."""
        return Verification(self.url, paypal.CLIENT_ID, paypal.CLIENT_SECRET)

    def control(self, path: str, **asked: Any) -> dict[str, Any]:
        """Use the control."""
        answer = requests.post(f"{self.origin}/_control/paypal/{path}", json=asked, timeout=5)
        assert answer.ok, answer.text
        return answer.json()

    def approve(self, setup_id: str, payer_id: str = "") -> dict[str, str]:
        """Approve a wallet at PayPal, as a payer of this id or a new one, and return the body of its confirmation.

        The body is the state in the browser's address.
        """
        redirect = self.control(f"approvals/{setup_id}", decision="approve", payer_id=payer_id)["redirect"]
        return {"state": dict(parse_qsl(urlsplit(redirect).query))["state"]}

    def captures(self) -> list[dict[str, Any]]:
        """Every capture that money moved for."""
        return requests.get(f"{self.origin}/_control/paypal/captures", timeout=5).json()["items"]

    def movements(self) -> list[dict[str, Any]]:
        """Every movement of our balance that belongs to no capture."""
        return requests.get(f"{self.origin}/_control/paypal/movements", timeout=5).json()["items"]

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
    one_paypal.begin_test()
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
