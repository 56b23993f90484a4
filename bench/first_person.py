"""The first day in a browser: from nothing to a second person with a number and credits, counted step by step.

Of each step: what the person clicks, fills in and reads (screens, and the words on them that were not there before),
the seconds that it waits for us (measured), and the seconds that it takes a person, by the keystroke-level model of
Card, Moran and Newell (1983): 1.1 s to point, 0.2 s to click, 0.28 s a key, 1.35 s to think before each, and 238 words
read in a minute (Brysbaert, 2019). What others ask for, by their help pages, is in docs/first-person.md.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from local.addresses import Addresses
from local.people import Person
from local.system import System
from tests.browser import launch_arguments
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal

_POINT, _CLICK, _KEY, _THINK = 1.1, 0.2, 0.28, 1.35
_WORDS_A_SECOND = 238 / 60
_SHOWN = """() => {
    const dialogs = [...document.querySelectorAll("[role=dialog]")].filter((it) => it.getClientRects().length);
    const shown = dialogs.at(-1) ?? document.querySelector("main, #app") ?? document.body;
    return [location.href, shown.querySelector("h1, h2, [role=heading]")?.innerText ?? "", shown.innerText];
}"""


@dataclass
class Step:
    """What one step asks of a person."""

    step: str
    clicks: int = 0
    fields: int = 0
    keys: int = 0
    screens: int = 0
    words: int = 0
    waiting_s: float = 0.0
    person_s: float = 0.0

    def add(self, other: "Step") -> None:
        """Add what another step asks."""
        self.clicks += other.clicks
        self.fields += other.fields
        self.keys += other.keys
        self.screens += other.screens
        self.words += other.words
        self.waiting_s += other.waiting_s
        self.person_s += other.person_s


class Walk:
    """Acts for a person, and counts."""

    def __init__(self, browser: Browser, addresses: Addresses) -> None:
        self.steps: list[Step] = []
        self._browser = browser
        self._portal = Portal(browser, addresses)
        self.page = self._portal.page
        self._screen, self._read = "", Counter[str]()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what follows as a step of this name; at its end the person sees what became of it."""
        self.steps.append(Step(name))
        yield
        self.look()
        step = self.steps[-1]
        thinks = (step.clicks + step.fields) * (_THINK + _POINT)
        step.person_s = thinks + step.clicks * _CLICK + step.keys * _KEY + step.words / _WORDS_A_SECOND

    def on(self, page: Page) -> None:
        """Go on with another window: the person has taken up the phone."""
        self.page, self._read = page, Counter()

    def phone(self, person: Person) -> Page:
        """Open the phone of a person, as their app shows it; that the simulator asks whose it is does not count."""
        page = self._browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{person.addresses.simulators}/phone")
        page.get_by_label("Any other number").fill(person.phone_number)
        page.get_by_role("button", name="Use this number").click()
        return page

    def open(self, path: str, title: str) -> None:
        """Open the portal."""
        self._portal.open(path, title)
        self.look()

    def click(self, name: str | re.Pattern[str], then: Locator, *, role: str = "button") -> None:
        """Read, click what has this name, and wait for what follows."""
        self.look()
        within = self.page.get_by_role("dialog") if self.page.get_by_role("dialog").count() else self.page
        target = within.get_by_role(role, name=name, exact=isinstance(name, str)).first  # type: ignore[arg-type]
        target.wait_for()
        self.steps[-1].clicks += 1
        began = time.perf_counter()
        target.click()
        then.first.wait_for(timeout=30_000)
        self.steps[-1].waiting_s += time.perf_counter() - began

    def check(self, label: str) -> None:
        """Check a box."""
        self.page.get_by_label(label).check()
        self.steps[-1].clicks += 1

    def fill(self, label: str, value: str) -> None:
        """Fill in a field, by its label."""
        self.look()
        fields = self.page.get_by_role("dialog").get_by_label(label)
        (fields if fields.count() else self.page.get_by_label(label)).first.fill(value)
        self.steps[-1].fields += 1
        self.steps[-1].keys += len(value)

    def look(self) -> None:
        """Read what was not there before; another address or dialog is another screen."""
        url, heading, text = self.page.evaluate(_SHOWN)
        screen, words = f"{url} {heading}", Counter(re.findall(r"[\w$.'’@+-]+", text))
        self.steps[-1].screens += screen != self._screen
        self.steps[-1].words += (words - self._read).total()
        self._screen, self._read = screen, words

    def text(self, words: str | re.Pattern[str]) -> Locator:
        """Return where this can be read."""
        return self.page.get_by_text(words)

    def heading(self, words: str) -> Locator:
        """Return the heading of this text."""
        return self.page.get_by_role("heading", name=words)

    def field(self, label: str) -> Locator:
        """Return the field of this label."""
        return self.page.get_by_label(label)


def measure() -> list[Step]:
    """On a system of its own, which goes away again; the last row is the sum."""
    with TemporaryDirectory() as folder, System(Path(folder), Addresses.free()) as system:
        steps = walked(system.addresses, PeopleFactory(system.addresses))
    total = Step("all of it")
    for step in steps:
        total.add(step)
    return [*steps, total]


def walked(addresses: Addresses, people: PeopleFactory) -> list[Step]:
    """Walk through a running system, as an owner and as the person whom they invite."""
    olivia, ben = people.without_account("Olivia Owner"), people.without_account("Ben Brandnew")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        walk = Walk(browser, addresses)
        _signs_up(walk, olivia)
        _pays(walk)
        _invites(walk, ben)
        desk = walk.page
        _joins(walk, ben)
        walk.on(desk)
        _buys_number(walk, ben)
        browser.close()
    return walk.steps


def _signs_up(walk: Walk, owner: Person) -> None:
    with walk.step("sign up"):
        walk.open("/", "How it works and what it costs")
        walk.click("Sign up", walk.field("Phone number"), role="link")
        walk.fill("Phone number", owner.phone_number.removeprefix("+1"))
        walk.click("Send me a code", walk.heading("Enter the code"))
        walk.fill("Code", owner.code_from("sms"))
        walk.heading("Your details").wait_for()
        for label, value in (("Name", owner.name), ("Email", owner.email), ("Password", owner.password)):
            walk.fill(label, value)
        walk.click("Create account", walk.heading("Dashboard"))
    with walk.step("open the team"):
        walk.click("Manage other users in this account", walk.text("Set up your team"))


def _pays(walk: Walk) -> None:
    with walk.step("connect PayPal"):
        walk.click("Connect PayPal", walk.text("Agree and continue"))
        walk.click("Agree and continue", walk.text("PayPal is connected"))
    with walk.step("buy credits"):
        walk.click("Buy", walk.field("Amount in USD"), role="link")
        walk.fill("Amount in USD", "40")
        walk.click("Continue", walk.text("Charged to PayPal now"))
        walk.click("Pay $40.00 with PayPal", walk.text("Payment complete."))


def _invites(walk: Walk, person: Person) -> None:
    with walk.step("invite a person, with credits"):
        walk.click("Dashboard", walk.text("Set up your team"), role="link")
        walk.click("Invite", walk.field("Phone number"), role="link")
        fields = {"Phone number": person.phone_number.removeprefix("+1"), "Email": person.email, "Name": person.name}
        for label, value in (fields | {"Credits": "15"}).items():
            walk.fill(label, value)
        walk.click("Send invitation", walk.text(f"We invited {person.name}"))
        walk.click("Close", walk.text(person.name))


def _joins(walk: Walk, person: Person) -> None:
    walk.on(walk.phone(person))
    with walk.step("join, on the phone"):
        walk.click(re.compile("^Messages"), walk.text("/join#"))
        walk.click(re.compile("join#"), walk.text("Sign up"), role="link")
        walk.click("Sign up", walk.field("Six-digit code"))
        walk.fill("Six-digit code", person.code_from("sms"))
        walk.click("Confirm", walk.field("Password"))
        for label, value in (("Name", person.name), ("Email", person.email), ("Password", person.password)):
            walk.fill(label, value)
        walk.click("Create account", walk.text("Continue"))
        walk.click("Continue", walk.text("Agree and join"))
        walk.click(re.compile("Agree and join"), walk.text("Active"))


def _buys_number(walk: Walk, person: Person) -> None:
    walk.page.get_by_role("row").filter(has_text=person.name).filter(has_text="Active").wait_for()
    with walk.step("buy a number for that person"):
        walk.click(f"Manage {person.name}", walk.text("No number yet."))
        walk.click("Add a number", walk.page.get_by_role("button", name=re.compile("^Select ")), role="link")
        walk.click(re.compile("^Select "), walk.text("Charged to PayPal now"))
        walk.check("I understand")
        walk.click(re.compile("^Pay "), walk.text("Active"))
