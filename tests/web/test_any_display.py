"""Zoom, forced colors, paper and the keyboard alone: whatever a person reads and works with (WCAG 2.2 AA)."""

import pytest
from playwright.sync_api import Page, expect

from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.keyboard import Keyboard
from tests.web.places import PLACES
from tests.web.portal import Portal
from tests.web.teams import joins, team_of_many

_PLACES = ("Dashboard", "Usage", "Users", "Numbers", "Calls", "Texts", "Billing", "Activity", "Profile")
_ZOOMED = {200: (640, 430), 400: (320, 256)}  # a window of 1280 by its zoom
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_UNSEEN = """() => {
    const on = document.activeElement;
    if (on === document.body) return null;
    const parts = [on, on.parentElement, on.nextElementSibling, ...on.querySelectorAll("*")].filter(Boolean);
    const seen = parts.some((it) => ["", "::before", "::after"].some((part) => {
        const { outlineStyle, outlineWidth, borderStyle, content, boxShadow } = getComputedStyle(it, part || null);
        const framed = part && content !== "none" && borderStyle !== "none";
        return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || framed;
    }));
    return seen ? null : on.outerHTML.slice(0, 120);
}"""
_MOST_STOPS = 60
_IN_PANEL = "document.querySelector('aside.panel').contains(document.activeElement)"


@pytest.mark.parametrize("zoom", _ZOOMED)
def test_nothing_is_cut_when_the_page_is_zoomed(people: PeopleFactory, portal: Portal, zoom: int) -> None:
    """At 200 and 400 percent the page reflows: it scrolls one way only (WCAG 1.4.4, 1.4.10)."""
    portal.sign_in(team_of_many(people))
    width, height = _ZOOMED[zoom]
    portal.page.set_viewport_size({"width": width, "height": height})
    over = {}
    for address in (*PLACES, "/plans"):
        portal.page.goto(address)
        expect(portal.page.get_by_role("heading", level=1).first).to_be_visible()
        portal.settled()
        over[address] = portal.page.evaluate(_TOO_WIDE)
    assert {address: width for address, width in over.items() if width > 0} == {}


def test_the_focus_is_seen_in_forced_colors(people: PeopleFactory, portal: Portal) -> None:
    """Shadows and backgrounds are gone there: each stop of Tab has an outline or a frame (WCAG 2.4.7)."""
    portal.sign_in(team_of_many(people))
    portal.page.emulate_media(forced_colors="active")
    unseen: dict[str, list[str]] = {}
    for place in _PLACES:
        portal.go_to(place)
        if found := _unseen_stops(portal.page):
            unseen[place] = found
    assert unseen == {}


def _unseen_stops(page: Page) -> list[str]:
    found = []
    page.locator("body").focus()
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        if unseen := page.evaluate(_UNSEEN):
            found.append(str(unseen))
    return found


def test_paper_has_the_content_alone(people: PeopleFactory, portal: Portal) -> None:
    """A printed page has its title and its tables, without menu, bar and buttons that no one can press on paper."""
    team = PayingTeam.of_new_team(people)
    team.buys("60.00")
    portal.sign_in(team.owner).go_to("Billing")
    portal.page.goto("/billing/statement")
    portal.says("$60.00")
    portal.page.emulate_media(media="print")
    expect(portal.page.get_by_role("heading", level=1)).to_be_visible()
    expect(portal.page.get_by_text("$60.00").first).to_be_visible()
    expect(portal.page.get_by_role("navigation").first).to_be_hidden()
    expect(portal.page.get_by_role("banner")).to_be_hidden()
    assert portal.page.evaluate(_TOO_WIDE) <= 0


def test_a_person_is_invited_by_keyboard_alone(people: PeopleFactory, portal: Portal) -> None:
    """From the front page on: sign in, the menu, the form, its end, and the focus back on the button (WCAG 2.1.1)."""
    owner, friend = people.owner("Olivia Owner"), people.without_account("Ben Brandnew")
    portal.page.goto("/sign-in")
    portal.shows("Sign in")
    keys = Keyboard(portal.page)
    keys.types("Phone number", owner.phone_number).types("Password", owner.password)
    portal.page.keyboard.press("Enter")
    portal.shows("Dashboard")
    portal.settled()
    keys.presses("Users")
    portal.shows("Users")
    portal.settled()
    keys.presses("Add users")
    expect(portal.dialog).to_be_visible()
    expect(portal.dialog.get_by_label("Phone number")).to_be_focused()
    portal.page.keyboard.type(friend.phone_number)
    keys.types("Email", friend.email).types("Name", friend.name)
    portal.page.keyboard.press("Enter")
    expect(portal.dialog.get_by_text(f"We invited {friend.name}")).to_be_visible()
    portal.page.keyboard.press("Escape")
    expect(portal.dialog).to_have_count(0)
    expect(portal.page.get_by_role("button", name="Add users")).to_be_focused()
    expect(portal.page.get_by_role("row").filter(has_text=friend.name)).to_be_visible()


def test_a_member_is_suspended_and_restored_by_keyboard_alone(people: PeopleFactory, portal: Portal) -> None:
    """The row's button opens the panel; the panel has the focus; Escape closes it and leads back (WCAG 2.4.3)."""
    owner = people.owner("Olivia Owner")
    joins(owner, people.user("Priya Nair"))
    portal.sign_in(owner).go_to("Users")
    keys = Keyboard(portal.page)
    keys.presses("Manage Priya Nair")
    panel = portal.page.get_by_role("complementary", name="About Priya Nair")
    expect(panel).to_be_visible()
    keys.presses("Suspend")
    expect(portal.dialog).to_be_visible()
    keys.presses("Suspend")
    expect(panel.get_by_role("button", name="Restore")).to_be_visible()
    keys.presses("Restore")
    expect(panel.get_by_role("button", name="Suspend")).to_be_visible()
    wait_until("the focus to be in the panel", lambda: portal.page.evaluate(_IN_PANEL) or None, limit=10)
    portal.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(portal.page.get_by_role("button", name="Manage Priya Nair")).to_be_focused()
