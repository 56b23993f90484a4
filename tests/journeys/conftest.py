"""What the journeys on the phone share: the browser, and the page at a phone's width."""

from typing import Any

import pytest
from playwright.sync_api import Page

from local.system import System
from tests.browser import launch_arguments


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how the browser is launched."""
    return launch_arguments()


@pytest.fixture
def phone(page: Page, system: System) -> Page:
    """Open the page at a phone's width."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{system.addresses.simulators}/phone")
    return page
