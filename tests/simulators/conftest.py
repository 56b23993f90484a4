"""The simulators and an emulator of their own, as processes, for the whole run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from local.addresses import Addresses
from local.child_process import ChildProcess
from local.emulator import Emulator
from local.polling import wait_until
from tests.carrier import RunningCarrier, at_carrier, one_carrier
from tests.simulators.caller import Caller
from tests.simulators.customer import Customer

__all__ = ["at_carrier", "one_carrier"]


@pytest.fixture(scope="session")
def addresses() -> Addresses:
    """Return free ports."""
    return Addresses.free()


@pytest.fixture(scope="session")
def emulator(addresses: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """Start an emulator with nothing deployed to it."""
    running = Emulator(tmp_path_factory.mktemp("emulator"), addresses.emulator_port)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def running_simulators(
    addresses: Addresses, emulator: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Start the simulators, and return their base URL."""
    log: Path = tmp_path_factory.mktemp("simulators") / "simulators.log"
    arguments = (
        "--port",
        str(addresses.simulators_port),
        "--emulator",
        emulator.url,
        "--door",
        addresses.door_by_number,
    )
    child = ChildProcess.start("simulators", *arguments, log=log, environment={})
    wait_until("the simulators", lambda: _answers(addresses.simulators), limit=30)
    yield addresses.simulators
    child.stop()


@pytest.fixture
def simulators(running_simulators: str) -> str:
    """Reset the simulators, and return their base URL."""
    requests.post(f"{running_simulators}/_control/reset", timeout=10).raise_for_status()
    return running_simulators


@pytest.fixture
def customer(at_carrier: RunningCarrier) -> Customer:
    """Return a customer of the carrier that runs in this process."""
    return Customer(at_carrier)


@pytest.fixture
def caller(customer: Customer) -> Caller:
    """Return a caller of a number of ours."""
    return Caller(customer)


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/_control/health", timeout=2).ok
    except requests.ConnectionError:
        return False
