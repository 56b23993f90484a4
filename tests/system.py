"""Systems for the journeys of a run, on ports and in folders of their own, beside whatever runs on this computer.

Journeys wait more than they compute. Where there is memory for two systems, those of the portal and all others have one
each and run in two workers, before all else; a third computes meanwhile, and goes after them where the two need a core.
"""

import fcntl
import os
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from xdist.scheduler import LoadScopeScheduling

from local.addresses import Addresses
from local.synthesis import assembly
from local.system import System
from tests.journeys.people import PeopleFactory

_MEMORY_OF_TWO = 14 * 2**30  # bytes; a system takes 3.5 GB, a worker 1 GB
_HAS_MEMORY = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >= _MEMORY_OF_TWO
_AFTER = 10  # a nice value
_SHARED = {
    "tests/journeys/": "the system",
    "tests/simulators/test_phone.py": "the system",
    "tests/web/": "the portal's system" if _HAS_MEMORY else "the system",
    "tests/services/test_callers.py": "the callers",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses a system as e2e, and have those run first: they take the longest."""
    for item in items:
        if _uses_system(item):
            item.add_marker("e2e")
    items.sort(key=lambda item: not _uses_system(item))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have a worker that is done with journeys, or never had any, wait for those of others where a core is wanted."""
    if "PYTEST_XDIST_WORKER" in os.environ and not _uses_system(item):
        os.setpriority(os.PRIO_PROCESS, 0, max(_AFTER, os.getpriority(os.PRIO_PROCESS, 0)))


def _uses_system(item: pytest.Item) -> bool:
    return "system" in getattr(item, "fixturenames", ())


class _Together(LoadScopeScheduling):
    """Runs tests that share something costly in one worker, one after the other; all others in any worker.

    By path, since pytest-xdist 3.8 marks groups in node ids, which pytest 9.2 does not let it change.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((what for place, what in _SHARED.items() if nodeid.startswith(place)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Together | None:
    """Return the scheduler for `--dist loadgroup`, which takes the tests in their order."""
    if config.getoption("dist") != "loadgroup":
        return None
    vars(config.option)["loadscopereorder"] = False
    return _Together(config, log)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start the whole system, deployed and warm. If it does not start, that is a failure and no reason to skip."""
    base = tmp_path_factory.getbasetemp()
    with (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base).joinpath("synthesis.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assembly()  # made by the first worker that asks; the others find it
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
