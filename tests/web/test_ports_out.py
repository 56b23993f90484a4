"""A number that another carrier asks for, in the portal: the panel says so, takes an objection, and shows the PIN."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local.numbers import ask_for_number, buy_number, choose_number, wait_for_number, wait_for_port_out
from local.people import Json, Person
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.ports import owner_with_wallet

_PIN = re.compile(r"^[0-9]{6}$")


@pytest.fixture(scope="module")
def owner(people_factory: PeopleFactory) -> Person:
    """Who has the numbers."""
    return owner_with_wallet(people_factory)


def bought(owner: Person) -> Json:
    """Return a number of the team's that is active."""
    number_id = buy_number(owner, choose_number(owner)["phone_number"])["number_id"]
    return wait_for_number(owner, number_id, "active")


def test_an_owner_objects_to_a_transfer(owner: Person, portal: Portal, tmp_path: Path) -> None:
    """The panel names the other carrier, the credit to come and until when to object; then the number stays."""
    number = bought(owner)
    ask_for_number(owner.addresses, number["phone_number"], carrier="Other Mobile")
    wait_for_port_out(owner, number["number_id"], "requested")
    portal.sign_in(owner)
    portal.resize(390)
    portal.page.goto(f"/numbers/{number['number_id']}")
    portal.says("Someone asked to move this number to another carrier")
    portal.says(re.compile("is credited for [0-9]+ unused days"))
    portal.settled().page.screenshot(path=tmp_path / "port-out-390.png")
    assert portal.page.evaluate("document.documentElement.scrollWidth") <= portal.width
    portal.press("Object")
    portal.press("Object", within=portal.page.get_by_role("dialog"))
    portal.says("This number stays with you")
    assert not portal.complaints


def test_the_owner_sees_the_pin_and_sets_a_new_one(owner: Person, portal: Portal) -> None:
    """Fresh from signing in, the PIN is shown at once; a new one replaces it."""
    number = bought(owner)
    portal.sign_in(owner)
    portal.page.goto(f"/numbers/{number['number_id']}")
    portal.press("Show PIN")
    shown = portal.page.get_by_role("status").locator(".figures").filter(has_text=_PIN)
    expect(shown).to_be_visible()
    first = shown.inner_text()
    portal.press("Set a new PIN")
    expect(shown).not_to_have_text(first)
    expect(shown).to_have_text(_PIN)
