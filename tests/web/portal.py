"""The portal in a browser, driven the way people use it: by what they read."""

import json
import re

from playwright.sync_api import Browser, Locator, Page, expect

from local.addresses import Addresses
from local.people import Person

SIZES = {1280: 860, 390: 844}  # a laptop and a phone
expect.set_options(timeout=15_000)


class Portal:
    """One browser window on the portal. What the browser complains about is kept in `complaints`."""

    def __init__(self, browser: Browser, addresses: Addresses, *, width: int = 1280) -> None:
        self.addresses = addresses
        self.width = width
        self._context = browser.new_context(
            base_url=addresses.door,
            viewport={"width": width, "height": SIZES[width]},
            locale="en-US",
            timezone_id="America/New_York",
            reduced_motion="reduce",
        )
        self.page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:  # a refusal is no fault of the page
            self.complaints.append(text)

    def another_tab(self) -> Page:
        """Another tab of the same browser."""
        return self._context.new_page()

    def resize(self, width: int) -> None:
        """As on a screen of another width."""
        self.width = width
        self.page.set_viewport_size({"width": width, "height": SIZES[width]})

    def close(self) -> None:
        """Close the window and forget its cookies."""
        self._context.close()

    # --- places ---------------------------------------------------------------------------------------------------

    def open(self, path: str, title: str) -> "Portal":
        """Go to a place and wait for its title and all that it loads."""
        self.page.goto(path)
        self.shows(title)
        return self.settled()

    def go_to(self, place: str) -> "Portal":
        """By the menu, which is folded away on a phone."""
        if self.width < 760:
            self.press("Open menu")
        self.page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
        self.shows(place)
        return self.settled()

    def shows(self, title: str) -> None:
        """The page's title is this."""
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()

    def settled(self) -> "Portal":
        """Nothing is loading any more."""
        expect(self.page.get_by_text(re.compile("^Loading "))).to_have_count(0)
        return self

    def says(self, text: str | re.Pattern[str]) -> None:
        """This can be read somewhere on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    # --- what people do -------------------------------------------------------------------------------------------

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button, once nothing is loading that could still move it."""
        self.settled()
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, value: str, *, within: Locator | None = None) -> None:
        """Fill a field in."""
        (within or self.page).get_by_label(label).fill(value)

    def answer_once_with_step_up(self, path: str) -> None:
        """Have the API refuse the next request as it does ten minutes after a sign-in."""
        problem = {"status": 401, "code": "step_up_required", "detail": "Confirm that it's you, then try again."}
        body, kind = json.dumps(problem), "application/problem+json"
        self.page.route(path, lambda route: route.fulfill(status=401, content_type=kind, body=body), times=1)

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog")

    def sign_in(self, person: Person, title: str = "Dashboard") -> "Portal":
        """Sign in with Login ID and password; the page with this title is there afterwards."""
        self.open("/sign-in", "Sign in")
        self.fill("Phone number", person.phone_number)
        self.fill("Password", person.password)
        self.press("Sign in")
        self.shows(title)
        return self.settled()
