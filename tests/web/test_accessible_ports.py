"""Everybody can bring a number along: every step of the form and of its way, at both widths."""

import pytest
from playwright.sync_api import expect

from local.numbers import prove_number, set_port_status, wait_for_port_in
from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal
from tests.web.ports import (
    copies_the_bill,
    owner_with_wallet,
    paper_of,
    says_which_number,
    sent,
    sent_back,
    types_the_code,
    uploads,
)

_PORT_IN = "**/v1/port-ins/*"


@pytest.fixture(scope="module")
def owner(people_factory: PeopleFactory) -> Person:
    """Who brings the numbers."""
    return owner_with_wallet(people_factory)


def test_the_form_that_brings_a_number_is_accessible(owner: Person, portal: Portal, see_both: See) -> None:
    """Nothing on its way; each of the four steps, with what is missing; the letter."""
    portal.sign_in(owner).open("/numbers/port-ins", "Port-ins")
    portal.says("No port-ins yet")
    see_both("no port-in")
    portal.open("/numbers/port-ins/new", "Port a number")
    portal.press("Continue")
    portal.says("You can only port US numbers")
    see_both("which number, refused")
    says_which_number(portal, "(303) 555-0191")
    portal.press("Continue")
    portal.says("Enter the account number.")
    see_both("the bill, with what is missing")
    copies_the_bill(portal)
    portal.shows("Port-in of (303) 555-0191")
    portal.press("Continue")
    portal.says("Upload this document to continue.")
    see_both("the papers, which are missing")
    portal.page.get_by_role("button", name="Review and submit").click()
    portal.says("A document is missing.")
    portal.settled()
    see_both("check and send")
    portal.page.goto(portal.page.url.partition("?")[0] + "/letter")
    portal.says("Signature of the authorized person")
    see_both("the letter")


def test_several_numbers_together_are_accessible(owner: Person, portal: Portal, see_both: See) -> None:
    """Three numbers in one form, a fault at one of them; a code for each; one letter; the way of one, and the list."""
    portal.sign_in(owner).open("/numbers/port-ins/new", "Port a number")
    portal.fill("Number to port", "(303) 555-0193")
    for place, number in ((2, "(303) 555-0194"), (3, "(303) 555-0193")):
        portal.press("Add another number")
        portal.page.get_by_role("textbox", name=f"Number {place}").fill(number)
    portal.press("Continue")
    portal.says("This number is in the request twice.")
    see_both("which numbers, one twice")
    portal.page.get_by_role("textbox", name="Number 3").fill("(303) 555-0195")
    expect(portal.page.get_by_role("table", name="Price")).to_contain_text("(303) 555-0195")
    portal.press("Continue")
    copies_the_bill(portal)
    portal.shows("Port-in of (303) 555-0193")
    port_id = portal.page.url.partition("?")[0].rpartition("/")[2]
    parts = owner.get(f"/v1/port-ins/{port_id}").json()["numbers"]
    for part in parts[1:]:
        prove_number(owner, part["port_id"])
    portal.page.reload()
    expect(portal.page.get_by_role("list", name="Numbers in this request")).to_contain_text("Confirmed with a code")
    expect(paper_of(portal, "Proof that (303) 555-0195 is yours")).to_contain_text("Confirmed")
    see_both("the proof of each number")
    types_the_code(portal, "+13035550193", "Proof that (303) 555-0193 is yours")
    uploads(portal, "Signed authorization")
    uploads(portal, "Copy of the bill")
    portal.press("Continue")
    portal.says("Ends in 4521")
    portal.settled()
    see_both("several numbers, check and send")
    portal.press("Submit")
    portal.says("We submitted the port-in of (303) 555-0193 and 2 other numbers.")
    wait_for_port_in(owner, port_id, "in_review")
    portal.page.reload()
    portal.press("Cancel port-in")
    portal.dialog.get_by_text("All 3 numbers of the request").click()
    see_both("what to cancel")
    portal.press("Keep port-in", within=portal.dialog)
    portal.page.goto(portal.page.url.partition("?")[0] + "/letter")
    for number in ("(303) 555-0193", "(303) 555-0194", "(303) 555-0195"):
        expect(portal.page.get_by_role("article", name="Letter")).to_contain_text(number)
    portal.open("/numbers/port-ins", "Port-ins")
    portal.says("One of 3 numbers")
    see_both("the list with several numbers")


def test_a_number_on_its_way_is_accessible(owner: Person, portal: Portal, see_both: See) -> None:
    """In review, sent back, scheduled, being cancelled, completed; the list; what cannot be read."""
    port_id = sent(owner, "+13035550192")["port_id"]
    portal.sign_in(owner).page.route(_PORT_IN, lambda route: route.abort())
    portal.page.goto(f"/numbers/port-ins/{port_id}")
    again = portal.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    see_both("a port-in failing")
    portal.page.unroute(_PORT_IN)
    again.click()
    portal.says("What's next:")
    portal.press("Cancel port-in")
    see_both("cancelling a port-in, behind it one in review")
    sent_back(owner, port_id, "ACCOUNT_NUMBER_MISMATCH", "LOCATION_MISMATCH", "LOA_ILLEGIBLE", "LSR_PENDING")
    portal.page.reload()
    portal.says("Another order is open at your old carrier.")
    see_both("what to mend")
    for status, said in (("scheduled", "Moves on"), ("completed", "Go to number")):
        set_port_status(owner.addresses, port_id, status=status)
        wait_for_port_in(owner, port_id, status)
        portal.page.reload()
        portal.says(said)
        see_both(f"a port-in that is {status}")
    portal.page.get_by_role("link", name="All port-ins").click()
    expect(portal.page.get_by_role("table", name="Port-ins")).to_contain_text("Completed")
    see_both("port-ins")
