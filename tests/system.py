"""One system for all journeys of a run, on ports and in a folder of its own, next to whatever runs on this computer."""

from collections.abc import Iterator

import pytest
import requests

from local.addresses import Addresses
from local.system import System
from tests.journeys.people import Neighbourhood


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever needs the system is an e2e test, and all of them share one worker and one system."""
    for item in items:
        if "system" in getattr(item, "fixturenames", ()):
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group("system"))


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole of it, deployed and warm. If it does not come up, that is a failure and no reason to skip."""
    running = System(tmp_path_factory.mktemp("system"), Addresses.free())
    with running:
        yield running


@pytest.fixture
def people(system: System, neighbourhood: Neighbourhood) -> Neighbourhood:
    """People whom no other test has met; the simulators behave well again."""
    requests.post(f"{system.addresses.simulators}/_control/reset", timeout=10).raise_for_status()
    return neighbourhood


@pytest.fixture(scope="session")
def neighbourhood(system: System) -> Neighbourhood:
    """Everybody who lives in this run."""
    return Neighbourhood(system.addresses)
