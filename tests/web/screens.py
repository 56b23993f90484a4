"""`python -m tests.web.screens` takes pictures of every screen, at a laptop's width and a phone's.

All of them go to `.local/screens/`; the few that the README shows go to `docs/`, smaller.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from local.addresses import Addresses
from local.numbers import start_port_in
from local.people import Person
from local.system import System
from tests.browser import launch_arguments
from tests.journeys.people import PeopleFactory
from tests.web import conventions, gallery
from tests.web.plans import looks_ahead, team_with_plans
from tests.web.portal import SIZES, Portal
from tests.web.ports import says_which_number, sent, sent_back
from tests.web.teams import joins, team_of_many
from tests.web.usage import UsingTeam
from tests.web.wallet import ask_the_price, attach

_ROOT = Path(__file__).parents[2]
_ALL, _FEW = _ROOT / ".local/screens", _ROOT / "docs"
_FOR_README = {("number-chosen", 1280), ("dashboard", 1280), ("users", 1280), ("billing", 1280), ("dashboard", 390)}

Snap = Callable[[str], None]


def take(addresses: Addresses) -> None:
    """Take all pictures of a running system."""
    people = PeopleFactory(addresses)
    owner, alone, fresh = team_of_many(people), people.user("Nora Lone"), people.owner("Felix Fresh")
    member, payer = joins(owner, people.user("Mia Torres")), team_with_plans(people)
    using = UsingTeam.of_new_team(people)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        _fill_the_wallet(browser, addresses, owner)
        draft, back = start_port_in(payer, "+13035550195"), sent(payer, "+13035550196")
        sent_back(payer, back["port_id"], "ACCOUNT_NUMBER_MISMATCH", "LOA_ILLEGIBLE")
        for width in SIZES:
            _of_the_way_in(_window(browser, addresses, width), people.without_account("Grace Hopper"))
            _of_a_manager(_window(browser, addresses, width), owner)
            for name, person in (("without-team", alone), ("first-steps", fresh), ("member", member)):
                _snap_of(_window(browser, addresses, width).sign_in(person))(name)
            _of_a_payer(_window(browser, addresses, width), payer)
            _snap_of(_window(browser, addresses, width).sign_in(using.owner).go_to("Usage"))("usage")
            _of_a_bringer(_window(browser, addresses, width), payer, draft["port_id"], back["port_id"])
        windows = _window(browser, addresses, 1280), _window(browser, addresses, 1280)
        conventions.take(windows[0], owner, windows[1], payer, _FEW)
        faults = gallery.take(browser, addresses, people, _ALL / "gallery")
        browser.close()
    if faults:
        raise SystemExit("\n".join(faults))


def _window(browser: Browser, addresses: Addresses, width: int) -> Portal:
    return Portal(browser, addresses, width=width)


def _snap_of(portal: Portal) -> Snap:
    def snap(name: str) -> None:
        page = portal.page
        page.evaluate("document.fonts.ready")
        page.screenshot(path=_ALL / f"{name}-{portal.width}.png", full_page=portal.dialog.count() == 0)
        if (name, portal.width) in _FOR_README:
            page.screenshot(path=_FEW / f"portal-{name}-{portal.width}.jpg", type="jpeg", quality=72)

    return snap


def _fill_the_wallet(browser: Browser, addresses: Addresses, owner: Person) -> None:
    portal = _window(browser, addresses, 1280).sign_in(owner).go_to("Billing")
    attach(portal)
    ask_the_price(portal, "250")
    portal.press("Pay $250.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    portal.go_to("Users")
    portal.press("Manage Priya Nair")
    portal.press("Give credits")
    portal.fill("Amount in USD", "40", within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    portal.press("Give", within=portal.dialog)
    portal.says("Priya Nair got $40.00.")


def _of_the_way_in(portal: Portal, newcomer: Person) -> None:
    snap = _snap_of(portal)
    portal.open("/sign-in", "Sign in")
    snap("sign-in")
    portal.open("/sign-up", "What's your phone number?")
    snap("sign-up")
    portal.fill("Phone number", newcomer.phone_number)
    portal.press("Send me a code")
    portal.shows("Enter the code")
    snap("sign-up-code")
    portal.fill("Code", newcomer.code_from("sms"))
    portal.shows("Your details")
    snap("sign-up-register")
    portal.open("/reset-password", "Choose a new password")
    snap("reset-password")
    portal.open("/plans", "How it works and what it costs")
    snap("plans-and-rates")


def _of_a_manager(portal: Portal, owner: Person) -> None:
    snap = _snap_of(portal.sign_in(owner))
    snap("dashboard")
    for place in ("Billing", "Activity", "Profile"):
        portal.go_to(place)
        snap(place.lower())
    portal.open("/billing/payments", "Billing")
    portal.page.get_by_role("button", name="Refund unspent credits").first.click()
    portal.dialog.get_by_text("New balance").wait_for()
    snap("refund")
    portal.press("Cancel", within=portal.dialog)
    portal.go_to("Users")
    portal.press("Manage Grace Kim")
    portal.settled()
    snap("invitation")
    portal.press("Close panel")
    snap("users-list")
    portal.press("Add users")
    snap("add-users")
    portal.press("Close", within=portal.dialog)
    portal.press("Manage Priya Nair")
    portal.says("Give credits")
    portal.settled()
    snap("users")
    portal.press("Remove")
    snap("remove")


def _of_a_payer(portal: Portal, payer: Person) -> None:
    snap = _snap_of(portal.sign_in(payer))
    portal.open("/billing/plans", "Billing")
    looks_ahead(portal)
    snap("plans")
    portal.page.get_by_role("button", name="Change the plan for").first.click()
    portal.dialog.get_by_role("radio", checked=False).first.check()
    portal.settled()
    snap("plans-change")
    portal.press("Keep current plan", within=portal.dialog)
    _of_numbers(portal, snap)


def _of_numbers(portal: Portal, snap: Snap) -> None:
    portal.go_to("Numbers")
    snap("numbers-list")
    portal.page.get_by_role("row").filter(has_text="Past due").get_by_role("button").click()
    portal.says("The renewal wasn't paid")
    portal.settled()
    snap("number-past-due")
    portal.press("Close panel")
    portal.page.get_by_role("row").filter(has_text="Canceled").get_by_role("button").click()
    portal.says("This number is canceled")
    portal.settled()
    snap("numbers")
    portal.open("/numbers?status=active", "Numbers")
    portal.page.get_by_role("button", name="Manage (").first.click()
    portal.says("Blocked callers")
    snap("number-calls")
    portal.open("/calls", "Calls")
    snap("calls")
    portal.open("/calls/voicemails", "Calls")
    snap("voicemail")
    portal.open("/numbers/new", "Choose a number")
    snap("numbers-to-choose")
    portal.page.get_by_role("button", name="Select (").first.click()
    portal.says("Charged to PayPal now")
    portal.settled()
    snap("number-chosen")


def _of_a_bringer(portal: Portal, owner: Person, draft: str, back: str) -> None:
    snap = _snap_of(portal.sign_in(owner))
    portal.open("/numbers/port-ins", "Port-ins")
    snap("port-ins")
    says_which_number(portal, "(303) 555-0197")
    portal.says("Account at your old carrier")
    snap("port-in-bill")
    for name, step, title in (("number", "?step=number", "Port-in"), ("documents", "?step=documents", "Port-in"),
                              ("check", "?step=check", "Port-in"), ("letter", "/letter", "Letter")):  # fmt: skip
        portal.open(f"/numbers/port-ins/{draft}{step}", title)
        snap(f"port-in-{name}")
    portal.open(f"/numbers/port-ins/{back}", "Port-in")
    snap("port-in-sent-back")


def main() -> None:
    """Start a system of its own, and take the pictures."""
    _ALL.mkdir(parents=True, exist_ok=True)
    _FEW.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, System(Path(folder), Addresses.free()) as system:
        take(system.addresses)


if __name__ == "__main__":
    main()
