"""Pictures of every place of the portal: teams of 3, 12 and 300, in each language, light and dark, on laptop and phone.

They go to `.local/screens/gallery/<people>/<language>-<light or dark>-<width>/`. A page that is wider than its window
is named at the end, and fails `make screens`.
"""

from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, expect

from contracts.languages import LANGUAGES
from local.addresses import Addresses
from local.people import Person, expected
from tests.journeys.people import PeopleFactory
from tests.web.places import PLACES, PUBLIC
from tests.web.portal import SIZES, Portal
from tests.web.teams import joins

TEAMS = (3, 12, 300)
_SCHEMES = ("light", "dark")
_JOINED = 12
_BATCH = 100
_NAMES = (
    *("Marcus Reed", "Priya Nair", "Tom Alvarez", "Lena Hoffmann", "Sam Okafor", "Yuki Tanaka", "Grace Kim"),
    *("Maximiliana-Theodora von Hohenzollern-Sigmaringen", "Siobhan O'Shaughnessy-MacGillicuddy", "Ana Ruiz", "Bo Li"),
)
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def take(browser: Browser, addresses: Addresses, people: PeopleFactory, folder: Path) -> list[str]:
    """Take all pictures of a running system, and return the pages that are too wide for their window."""
    faults = []
    for size in TEAMS:
        owner = _team_of(people, size)
        for language, scheme, width in product(LANGUAGES, _SCHEMES, SIZES):
            portal = Portal(browser, addresses, width=width)
            portal.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            shots = _Shots(portal, folder / str(size) / f"{language}-{scheme}-{width}", language)
            if size == TEAMS[0]:
                faults += shots.of(PUBLIC)
            portal.sign_in(owner)
            expected(owner.patch("/v1/profile", {"language": language}), 200)
            faults += shots.of(PLACES)
            expected(owner.patch("/v1/profile", {"language": "en"}), 200)
            portal.close()
    return faults


class _Shots:
    """The pictures of one window."""

    def __init__(self, portal: Portal, folder: Path, language: str) -> None:
        self._portal, self._folder, self._language = portal, folder, language
        folder.mkdir(parents=True, exist_ok=True)

    def of(self, places: tuple[str, ...]) -> list[str]:
        """Take a picture of each place, and return those that are too wide."""
        return [fault for place in places if (fault := self._take(place))]

    def _take(self, place: str) -> str:
        page = self._portal.page
        page.goto(f"{place}?lang={self._language}" if place in PUBLIC else place)
        expect(page.locator("html")).to_have_attribute("lang", self._language)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        name = place.strip("/").replace("/", "-") or "dashboard"
        page.screenshot(path=self._folder / f"{name}.png", full_page=True)
        over = int(page.evaluate(_TOO_WIDE))
        return f"{self._folder.parent.name} {self._folder.name} {place}: {over} px too wide" if over > 0 else ""


def _team_of(people: PeopleFactory, size: int) -> Person:
    """Open a team of so many; from the 13th on they are invited."""
    owner = people.owner("Olivia Bennett")
    expected(owner.patch("/v1/profile", {"time_zone": "America/New_York"}), 200)
    expected(owner.patch("/v1/team", {"name": f"Bennett & Daughters, {size}"}), 200)
    for name in _NAMES[: min(size, _JOINED) - 1]:
        joins(owner, people.user(name))
    rows = [
        {"phone_number": f"+1907555{1000 + place}", "email": f"p{place}@example.com", "name": f"Person {place:03}"}
        for place in range(size - _JOINED)
    ]
    for begin in range(0, len(rows), _BATCH):
        owner.post("/v1/team/invitations/batch", {"invitations": rows[begin : begin + _BATCH]}).raise_for_status()
    return owner
