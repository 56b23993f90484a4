"""What a visitor's phone has to load, and whether anything moves while a page is read."""

import pytest
from playwright.sync_api import CDPSession, Page

from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens
from tests.web.portal import Portal

_PUBLIC = {
    "/": "How it works and what it costs",
    "/plans": "How it works and what it costs",
    "/sign-in": "Sign in",
    "/sign-up": "What's your phone number?",
}
_SIGNED_IN = {
    "/": "Dashboard",
    "/users": "Users",
    "/numbers": "Numbers",
    "/billing": "Billing",
    "/billing/plans": "Billing",
    "/usage": "Usage",
}
_MOST_BYTES, _MOST_SHIFT = 100 * 1024, 0.1
_PHONE = 390

# As Lighthouse's phone has it: 1.6 Mbit/s, 150 ms, a processor four times slower than a laptop's.
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
_SLOWDOWN = 4

# The largest sum of shifts with less than a second between two, and five seconds at most: the Cumulative Layout Shift.
_WATCH = """
window.shifts = [];
new PerformanceObserver((seen) => {
  for (const it of seen.getEntries()) if (!it.hadRecentInput) window.shifts.push(it);
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((seen) => {
  window.largest = seen.getEntries().at(-1).startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
_SHIFT = """() => {
  let most = 0, sum = 0, first = 0, last = 0;
  for (const { startTime, value } of window.shifts) {
    if (startTime - last > 1000 || startTime - first > 5000) [sum, first] = [0, startTime];
    [sum, last] = [sum + value, startTime];
    most = Math.max(most, sum);
  }
  return most;
}"""
_WHAT_MOVED = """() => window.shifts.map(({ value, sources }) => [value, ...sources.map((it) => [
  (it.node?.nodeType === 1 ? it.node : it.node?.parentElement)?.outerHTML.slice(0, 90),
  JSON.stringify([it.previousRect, it.currentRect]),
])])"""


@pytest.mark.parametrize("path", _PUBLIC)
def test_a_public_page_is_light_on_a_phone(opens: Opens, path: str) -> None:
    """A first visit loads less than 100 KB over the wire, and nothing of it moves while it comes."""
    portal = opens()
    portal.resize(_PHONE)
    loaded = _loaded(_slowed(portal.page))
    _opened(portal, path, _PUBLIC[path])
    assert sum(loaded.values()) <= _MOST_BYTES, loaded
    assert _shift(portal.page) < _MOST_SHIFT, portal.page.evaluate(_WHAT_MOVED)


@pytest.mark.parametrize("path", _PUBLIC)
def test_no_public_page_moves_on_a_laptop(portal: Portal, path: str) -> None:
    """What comes later has its room from the beginning."""
    _slowed(portal.page)
    _opened(portal, path, _PUBLIC[path])
    assert _shift(portal.page) < _MOST_SHIFT, portal.page.evaluate(_WHAT_MOVED)


def test_no_screen_moves(people: PeopleFactory, width: int, portal: Portal) -> None:
    """The screens that an owner opens most hold still while they load."""
    portal.sign_in(people.owner())
    _slowed(portal.page)
    moved = {}
    for path, title in _SIGNED_IN.items():
        portal.page.evaluate("sessionStorage.clear()")  # as on a first visit: nothing is there at once
        _opened(portal, path, title)
        if (shift := _shift(portal.page)) >= _MOST_SHIFT:
            moved[path] = (shift, portal.page.evaluate(_WHAT_MOVED))
    assert moved == {}, f"at {width} px"


def _slowed(page: Page) -> CDPSession:
    page.add_init_script(_WATCH)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", _NETWORK)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWDOWN})
    return cdp


def _loaded(cdp: CDPSession) -> dict[str, int]:
    """The bytes over the wire of each address, filled while the page loads."""
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    cdp.on("Network.requestWillBeSent", lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}))

    def finished(seen: dict[str, float | str]) -> None:
        address = addresses.get(str(seen["requestId"]), "")
        sizes[address] = sizes.get(address, 0) + int(seen["encodedDataLength"])

    cdp.on("Network.loadingFinished", finished)
    return sizes


def _opened(portal: Portal, path: str, title: str) -> None:
    portal.page.goto(path, wait_until="networkidle")
    portal.shows(title)
    portal.settled().page.wait_for_load_state("networkidle")


def _shift(page: Page) -> float:
    return float(page.evaluate(_SHIFT))
