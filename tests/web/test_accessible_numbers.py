"""Everybody can have a number: its screens, and the public page of prices, at both widths and in every state."""

import re

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.plans import team_with_plans
from tests.web.portal import Portal

_NUMBERS, _STOCK, _RATES = "**/v1/numbers?*", "**/v1/numbers/available?*", "**/v1/rates?*"


def _fails_and_is_tried_again(portal: Portal, see_both: See, asked: str, place: str) -> None:
    """Where the API does not answer, there is a reason and a button; pressed, the screen is there."""
    portal.page.route(asked, lambda route: route.abort())
    portal.page.goto(place)
    again = portal.page.get_by_role("button", name="Try again").first
    expect(again).to_be_visible()
    portal.says("We can't reach Teamline.")
    see_both(f"{place} failing")
    portal.page.unroute(asked)
    again.click()
    expect(again).to_have_count(0)


def test_numbers_are_accessible(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """Past due, given up with its question, in reserve with its price, moved; nothing found."""
    portal.sign_in(team_with_plans(people))
    _fails_and_is_tried_again(portal, see_both, _NUMBERS, "/numbers")
    row = portal.page.get_by_role("row").filter(has_text="Past due")
    expect(row).to_be_visible()
    see_both("the numbers")
    row.get_by_role("button").click()
    portal.says("The renewal wasn't paid")
    portal.settled()
    see_both("a number that is past due")
    portal.press("Assign")
    see_both("whose number it is to be")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Cancel number")
    portal.dialog.get_by_label("To confirm").fill("none")
    portal.page.keyboard.press("Enter")
    see_both("giving it up, with an error")
    panel = portal.page.get_by_role("complementary")
    number = (panel.get_attribute("aria-label") or "").removeprefix("About ")
    portal.dialog.get_by_label("To confirm").fill(number)
    portal.press("Cancel number", within=portal.dialog)
    portal.press("Restore", within=panel)
    expect(portal.dialog.get_by_text("Charged to PayPal now")).to_be_visible()
    see_both("out of its reserve")
    portal.open("/numbers?status=released", "Numbers")
    portal.says("No numbers match this filter")
    see_both("nothing found")


def test_choosing_a_number_is_accessible(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """What can be had, what cannot, a fault in the wish, and no wallet to pay from."""
    portal.sign_in(people.owner("Felix Fresh"))
    _fails_and_is_tried_again(portal, see_both, _STOCK, "/numbers/new")
    portal.fill("Area code", "1")
    portal.press("Search")
    see_both("a wish with a fault, above what can be had")
    portal.page.get_by_role("button", name="Select (").first.click()
    portal.says("Connect PayPal first")
    see_both("the number that was chosen, without a wallet")
    portal.open("/numbers/new?kind=toll_free&contains=00000", "Choose a number")
    portal.says("No numbers match your search")
    see_both("nothing to be had")


def test_the_public_page_is_accessible(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """The page of plans and rates, which needs no account, is accessible."""
    _fails_and_is_tried_again(portal, see_both, _RATES, "/plans")
    portal.settled()
    portal.fill("Country or phone number", "ger")
    portal.says(re.compile("Germany, mobile"))
    see_both("plans and rates")
