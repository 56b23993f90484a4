"""Everybody can bring a number along: every step of the form and of its way, at both widths."""

import pytest
from playwright.sync_api import expect

from local.numbers import set_port_status, wait_for_port_in
from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal
from tests.web.ports import copies_the_bill, owner_with_wallet, says_which_number, sent, sent_back

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
