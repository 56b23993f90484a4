"""The portal's lists, keys and focus: what holds on every screen."""

import json
from string import ascii_lowercase

import pytest
from playwright.sync_api import expect

from local.people import Person
from local.polling import wait_until
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.teams import joins

LONG = "Bartholomew Montgomery-Featherstonehaugh the Third of Wexford"[:60]


_COPY = "JSON.stringify(sessionStorage)"


def _copied(portal: Portal, words: str) -> None:
    wait_until("the copy in the tab", lambda: words in portal.page.evaluate(_COPY))


def _team_of_thirty(people: PeopleFactory) -> Person:
    owner = people.owner()
    rows = [
        {
            "phone_number": f"+1907555{1300 + place}",
            "email": f"{letter}@example.com",
            "name": f"Person {letter.upper()}",
        }
        for place, letter in enumerate(ascii_lowercase)
    ]
    rows += [
        {"phone_number": f"+1907555{1330 + place}", "email": f"z{letter}@example.com", "name": f"Zed {letter.upper()}"}
        for place, letter in enumerate("abcd")
    ]
    owner.post("/v1/team/invitations/batch", {"invitations": rows}).raise_for_status()
    return owner


@pytest.mark.parametrize("wide", [1366, 1280, 1024, 768, 390])
def test_the_gear_is_always_in_view(people: PeopleFactory, portal: Portal, wide: int) -> None:
    """A name of 60 letters pushes no button out of the table, and nothing is wider than the screen."""
    owner = people.owner()
    owner.invites(people.without_account(LONG))
    portal.sign_in(owner)
    portal.page.set_viewport_size({"width": wide, "height": 860})
    portal.open("/users?q=Bartholomew", "Users")
    gear = portal.page.get_by_role("button", name=f"Manage {LONG}")
    expect(gear).to_be_in_viewport(ratio=1)
    box, table = gear.bounding_box(), portal.page.get_by_role("table").bounding_box()
    assert box is not None
    assert table is not None
    assert box["x"] + box["width"] <= table["x"] + table["width"] <= wide
    assert portal.page.evaluate("document.documentElement.scrollWidth") == wide


def test_page_and_order_are_in_the_address(people: PeopleFactory, portal: Portal) -> None:
    """The back button turns back, and a reload shows the same rows (T7, E4)."""
    portal.sign_in(_team_of_thirty(people)).go_to("Users")
    page, rows = portal.page, portal.page.get_by_role("row")
    expect(rows).to_have_count(26)
    page.get_by_role("button", name="Next page").click()
    expect(rows).to_have_count(7)
    page.reload()
    portal.shows("Users (31)")
    expect(rows).to_have_count(7)
    page.go_back()
    expect(rows).to_have_count(26)
    page.get_by_role("button", name="Person, not sorted").click()
    expect(rows.nth(1)).to_contain_text("Olivia Owner")
    page.get_by_role("button", name="Person, sorted ascending").click()
    expect(rows.nth(1)).to_contain_text("Zed D")
    page.reload()
    expect(rows.nth(1)).to_contain_text("Zed D")


def test_columns_are_chosen_and_remembered(people: PeopleFactory, portal: Portal) -> None:
    """What its reader hides stays hidden, in the next visit as well."""
    portal.sign_in(people.owner()).go_to("Users")
    header = portal.page.get_by_role("columnheader", name="Role")
    expect(header).to_be_visible()
    portal.page.get_by_role("button", name="Choose columns").click()
    portal.page.get_by_role("menuitemcheckbox", name="Role").click()
    expect(header).to_have_count(0)
    portal.page.reload()
    expect(portal.page.get_by_role("columnheader", name="Status")).to_be_visible()
    expect(header).to_have_count(0)


def test_a_row_opens_its_panel_and_is_marked(people: PeopleFactory, portal: Portal) -> None:
    """A click anywhere in a row opens it; the checkbox in it only selects."""
    owner = people.owner()
    joins(owner, people.user("Ida Row"))
    portal.sign_in(owner).go_to("Users")
    row = portal.page.get_by_role("row").filter(has_text="Ida Row")
    row.get_by_role("checkbox").check(force=True)
    panel = portal.page.get_by_role("complementary", name="About Ida Row")
    expect(panel).to_have_count(0)
    row.get_by_text("Member", exact=True).click()
    expect(panel).to_be_visible()
    expect(row.get_by_role("button", name="Manage Ida Row")).to_have_attribute("aria-current", "true")


def test_a_person_is_found_by_the_command_menu(people: PeopleFactory, portal: Portal) -> None:
    """Ctrl-K, a few letters and Enter lead to a person; typed again, the screen to them."""
    owner = people.owner()
    joins(owner, people.user("Yuki Quick"))
    portal.sign_in(owner)
    page = portal.page
    page.keyboard.press("Control+k")
    box = page.get_by_placeholder("A name, a number, an invoice or a screen")
    expect(box).to_be_focused()
    box.fill("yuki")
    expect(page.get_by_role("option", name="Yuki Quick")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="About Yuki Quick")).to_be_visible()
    page.keyboard.press("Control+k")
    box.fill("audit")
    page.keyboard.press("Enter")
    portal.shows("Activity")


def test_the_keys_are_listed_and_single_ones_can_be_switched_off(people: PeopleFactory, portal: Portal) -> None:
    """`?` lists the keys; without single keys, typing at a page goes nowhere (WCAG 2.1.4)."""
    portal.sign_in(people.owner())
    page = portal.page
    page.keyboard.press("Shift+?")
    expect(portal.dialog.get_by_text("Search the list on this screen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(portal.dialog).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("u")
    portal.shows("Users")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search users")).to_be_focused()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Shift+?")
    portal.dialog.get_by_text("Shortcuts of single letters and signs").click()
    page.keyboard.press("Escape")
    expect(portal.dialog).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.keyboard.press("Shift+?")
    expect(portal.dialog).to_have_count(0)
    portal.shows("Users")


def test_the_focus_leads_to_what_is_wrong_and_never_falls_to_the_page(people: PeopleFactory, portal: Portal) -> None:
    """A dialog begins at its first field, a refusal at its first wrong field; a change is announced (WCAG 2.4.3)."""
    owner = people.owner()
    joins(owner, people.user("Tom Focus"))
    portal.sign_in(owner).go_to("Users")
    portal.press("Add users")
    expect(portal.dialog.get_by_label("Phone number")).to_be_focused()
    portal.fill("Phone number", "415 555 0199", within=portal.dialog)
    portal.press("Send invitation", within=portal.dialog)
    expect(portal.dialog.get_by_label("Email")).to_be_focused()
    portal.press("Close", within=portal.dialog)
    portal.press("Manage Tom Focus")
    panel = portal.page.get_by_role("complementary", name="About Tom Focus")
    portal.press("Suspend", within=panel)
    portal.press("Suspend", within=portal.dialog)
    expect(portal.page.get_by_role("status").filter(has_text="Tom Focus is suspended.")).to_have_count(1)
    expect(panel.get_by_role("button", name="Restore access")).to_be_visible()
    expect(portal.page.locator("body")).not_to_be_focused()
    portal.press("Restore access", within=panel)
    expect(panel.get_by_role("button", name="Suspend")).to_be_visible()
    expect(portal.page.locator("body")).not_to_be_focused()


def test_what_destroys_is_disabled_until_the_word_is_typed(people: PeopleFactory, portal: Portal) -> None:
    """The button that removes a person waits for their name."""
    owner = people.owner()
    joins(owner, people.user("Rae Careful"))
    portal.sign_in(owner).go_to("Users")
    portal.press("Manage Rae Careful")
    portal.press("Remove")
    remove = portal.dialog.get_by_role("button", name="Remove", exact=True)
    expect(remove).to_be_disabled()
    portal.fill("To confirm, type “Rae Careful”", "Rae Careful", within=portal.dialog)
    expect(remove).to_be_enabled()


def test_a_copy_ends_with_its_session(people: PeopleFactory, portal: Portal) -> None:
    """After signing out, nothing of the team is left in the browser, also where the session ended elsewhere."""
    owner, page = people.owner(), portal.page
    joins(owner, people.user("Una Private"))
    portal.sign_in(owner).go_to("Users")
    _copied(portal, "Una Private")
    page.route("**/v1/sessions/refresh", lambda route: route.fulfill(status=401, body=json.dumps({"status": 401})))
    page.reload()
    portal.shows("Sign in")
    assert "Una Private" not in portal.page.evaluate(_COPY)
