"""One system for all journeys of a run, on ports and in a folder of its own, beside whatever runs on this computer."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from xdist.scheduler import LoadScopeScheduling

from local.addresses import Addresses
from local.system import System
from tests.journeys.people import PeopleFactory

_SHARED = {
    "the system": ("tests/journeys/", "tests/web/", "tests/simulators/test_phone.py"),
    "the callers": ("tests/services/test_callers.py",),
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses the system as e2e."""
    for item in items:
        if "system" in getattr(item, "fixturenames", ()):
            item.add_marker("e2e")


class _Together(LoadScopeScheduling):
    """Runs tests that share something costly in one worker, one after the other; all others in any worker.

    By path, since pytest-xdist 3.8 marks groups in node ids, which pytest 9.2 does not let it change.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((what for what, places in _SHARED.items() if nodeid.startswith(places)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Together | None:
    """Return the scheduler for `--dist loadgroup`."""
    return _Together(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start the whole system, deployed and warm. If it does not start, that is a failure and no reason to skip."""
    running = System(tmp_path_factory.mktemp("system"), Addresses.free())
    with running:
        yield running


@pytest.fixture
def people(system: System, people_factory: PeopleFactory) -> PeopleFactory:
    """Return people with unused numbers; the simulators are reset."""
    requests.post(f"{system.addresses.simulators}/_control/reset", timeout=10).raise_for_status()
    return people_factory


@pytest.fixture(scope="session")
def people_factory(system: System) -> PeopleFactory:
    """Return the people of this run."""
    return PeopleFactory(system.addresses)
