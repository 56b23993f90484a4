"""What one does in the portal to bring a number along."""

import requests
from playwright.sync_api import Locator, expect

from local.numbers import (
    prove_number,
    read_port_code,
    set_port_status,
    start_port_in,
    submit_port_in,
    upload_documents,
    wait_for_port_in,
)
from local.paypal import PayPalControl
from local.people import Json, Person
from local.polling import wait_until
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal

PDF = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n" + b"paper " * 500}
_BILL = {
    "Account number": "A-7734521",
    "Transfer PIN": "4711",
    "Name on the account": "Bennett & Daughters",
    "Authorized person": "Olivia Bennett",
    "Street address": "600 Congress Avenue",
    "City": "Austin",
    "State": "Texas",
    "ZIP code": "78701",
}


def owner_with_wallet(people: PeopleFactory) -> Person:
    """Return an owner for all tests of a module; each test ports numbers of its own."""
    owner = people.owner("Olivia Bennett")
    requests.post(f"{owner.addresses.simulators}/_control/reset", timeout=10).raise_for_status()
    owner.eventually("/v1/billing", payer="team")
    PayPalControl(owner.addresses).attach_wallet(owner)
    return owner


def says_which_number(portal: Portal, phone_number: str) -> None:
    """The first step, with its price."""
    portal.open("/numbers/port-ins/new", "Port a number")
    portal.fill("Number to port", phone_number)
    expect(portal.page.get_by_role("table", name="Price")).to_contain_text("Charged to PayPal now$0.00")
    portal.press("Continue")


def copies_the_bill(portal: Portal) -> None:
    """The second step."""
    for label, value in _BILL.items():
        portal.fill(label, value)
    portal.press("Continue")


def types_the_code(portal: Portal, phone_number: str, proof: str = "Proof that it's your number") -> None:
    """The code that is texted to the number."""
    portal.press("Text me a code")
    portal.says("We texted a code to")
    code = wait_until("the code", lambda: read_port_code(portal.addresses, phone_number))
    paper_of(portal, proof).get_by_role("textbox", name="Code").fill(code)
    portal.press("Confirm")
    expect(paper_of(portal, proof)).to_contain_text("Confirmed")


def uploads(portal: Portal, paper: str) -> None:
    """One of the papers, as it lies on the computer."""
    portal.page.get_by_label(f"File: {paper}").set_input_files([PDF])
    expect(paper_of(portal, paper)).to_contain_text("paper.pdf")


def signs_the_letter(portal: Portal, name: str) -> None:
    """On the screen, with a line drawn by the mouse."""
    signing = portal.page.get_by_role("form", name="Sign the letter")
    signing.get_by_label("Current carrier").fill("AT&T")
    signing.get_by_label("Your full name").fill(name)
    field = signing.get_by_role("img", name="Empty field for a drawn signature")
    field.scroll_into_view_if_needed()
    place = field.bounding_box()
    assert place
    portal.page.mouse.move(place["x"] + 20, place["y"] + 60)
    portal.page.mouse.down()
    portal.page.mouse.move(place["x"] + 120, place["y"] + 20, steps=8)
    portal.page.mouse.up()
    expect(signing.get_by_role("img", name="Your drawn signature")).to_be_visible()
    signing.get_by_role("checkbox").check()
    portal.press("Sign letter")


def paper_of(portal: Portal, paper: str) -> Locator:
    """The box of a paper."""
    return portal.page.get_by_role("group", name=paper)


def sent(owner: Person, phone_number: str) -> Json:
    """A port-in that is with the old carrier."""
    draft = start_port_in(owner, phone_number)
    upload_documents(draft)
    prove_number(owner, draft["port_id"])
    submit_port_in(owner, draft["port_id"])
    return wait_for_port_in(owner, draft["port_id"], "in_review")


def sent_back(owner: Person, port_id: str, *codes: str) -> None:
    """The old carrier objects."""
    set_port_status(owner.addresses, port_id, code=[*codes])
    wait_for_port_in(owner, port_id, "needs_info")
