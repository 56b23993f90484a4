"""Browser tests of the portal, against the whole system."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from local.system import System
from tests.browser import axe_violations, launch_arguments
from tests.web.portal import SIZES, Portal

Opens = Callable[[], Portal]
See = Callable[[str], None]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens the portal is a browser test, and all of them share one worker and one system."""
    for item in items:
        if item.path.parent == Path(__file__).parent and "system" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("system"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium of this computer."""
    return launch_arguments()


@pytest.fixture(params=SIZES, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    """A laptop's width, then a phone's."""
    return int(request.param)


@pytest.fixture
def opens(browser: Browser, system: System, request: pytest.FixtureRequest) -> Iterator[Opens]:
    """Opens windows, wide unless the test asks for `width`; at the end no page has complained."""
    windows: list[Portal] = []
    wide = "width" not in request.fixturenames
    chosen = 1280 if wide else request.getfixturevalue("width")

    def window() -> Portal:
        windows.append(Portal(browser, system.addresses, width=chosen))
        return windows[-1]

    yield window
    complaints = [said for portal in windows for said in portal.complaints]
    for portal in windows:
        portal.close()
    assert complaints == []


@pytest.fixture
def portal(opens: Opens) -> Portal:
    """One window."""
    return opens()


# A spinner turns for as long as the page waits: only what ends by itself is waited for.
_ANIMATIONS_END = """Promise.all(document.getAnimations()
    .filter(it => it.effect.getComputedTiming().endTime !== Infinity)
    .map(it => it.finished.catch(() => null)))"""


@pytest.fixture
def see(portal: Portal) -> See:
    """Judges what is on the screen now: by axe, and by whether anything sticks out at the side."""

    def judge(what: str) -> None:
        portal.page.evaluate(_ANIMATIONS_END)
        assert axe_violations(portal.page) == [], f"{what} at {portal.width} px"
        over = portal.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{what} is {over} px too wide at {portal.width} px"

    return judge


@pytest.fixture
def see_both(portal: Portal, see: See) -> See:
    """Judges it at a phone's width and at a laptop's."""

    def judge(what: str) -> None:
        for width in reversed(SIZES):
            portal.resize(width)
            see(what)

    return judge
