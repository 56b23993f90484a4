"""The browser of browser tests: the Chromium of this computer, and axe to judge a page."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parent.parent / "web/node_modules/axe-core/axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def launch_arguments() -> dict[str, Any]:
    """How Playwright starts it. Raises LookupError where there is none: a test is not skipped in silence."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        raise LookupError("browser tests need Chromium (on Debian: apt-get install chromium; .ci/run does it)")
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]]
