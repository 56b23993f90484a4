"""Bringing a number along in the portal: the form, the papers, an objection that is mended, the number that comes."""

import pytest
import requests
from playwright.sync_api import expect

from local.numbers import set_port_status, start_port_in, wait_for_port_in
from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal
from tests.web.ports import (
    PDF,
    copies_the_bill,
    owner_with_wallet,
    paper_of,
    says_which_number,
    sent,
    sent_back,
    signs_the_letter,
    types_the_code,
    uploads,
)


@pytest.fixture(scope="module")
def owner(people_factory: PeopleFactory) -> Person:
    """Who brings the numbers."""
    return owner_with_wallet(people_factory)


def test_a_number_is_brought_along_with_an_objection_mended(owner: Person, portal: Portal) -> None:
    """Form, letter, papers straight to storage, sent; sent back, mended at its field, sent again; it is here (N7)."""
    portal.sign_in(owner)
    says_which_number(portal, "(303) 555-0181")
    copies_the_bill(portal)
    portal.shows("Port-in of (303) 555-0181")
    port_id = portal.page.url.partition("?")[0].rpartition("/")[2]
    portal.press("Continue")
    portal.says("Confirm the number with a code to continue.")
    portal.says("Upload this document to continue.")
    types_the_code(portal, "+13035550181")
    uploads(portal, "Signed authorization")
    uploads(portal, "Copy of the bill")
    expect(paper_of(portal, "Copy of the bill")).to_contain_text("Received")
    portal.press("Continue")
    portal.says("Ends in 4521")
    portal.press("Submit")
    portal.says("We submitted the port-in")
    wait_for_port_in(owner, port_id, "in_review")
    sent_back(owner, port_id, "PASSCODE_PIN_INVALID")
    portal.page.reload()
    mending = portal.page.get_by_role("form", name="What to fix")
    expect(mending.get_by_text("The PIN is wrong or has expired.")).to_be_visible()
    mending.get_by_label("Transfer PIN").fill("0815")
    portal.press("Resubmit")
    portal.says("We resubmitted the port-in")
    wait_for_port_in(owner, port_id, "in_review")
    set_port_status(owner.addresses, port_id, status="scheduled")
    wait_for_port_in(owner, port_id, "scheduled")
    portal.page.reload()
    portal.says("Moves on")
    portal.says("Don't cancel with your old carrier until this is complete")
    set_port_status(owner.addresses, port_id, status="completed")
    wait_for_port_in(owner, port_id, "completed")
    portal.page.reload()
    portal.page.get_by_role("link", name="Go to number").click()
    expect(portal.page.get_by_role("complementary", name="About (303) 555-0181")).to_be_visible()


def test_what_was_typed_stays_when_the_number_cannot_come(owner: Person, portal: Portal) -> None:
    """The reason is shown at the number; a reload loses only the PIN; another number goes through (N7, E3)."""
    portal.sign_in(owner)
    says_which_number(portal, "(303) 555-0182")
    cannot_come(owner, "+13035550182")  # the carrier thinks better of it while the bill is typed
    copies_the_bill(portal)
    portal.says("This number can't be ported to Teamline.")
    portal.page.reload()
    portal.says("This number can't be ported to Teamline.")
    portal.fill("Number to port", "(303) 555-0183")
    expect(portal.page.get_by_role("table", name="Price")).to_contain_text("(303) 555-0183")
    portal.press("Continue")
    expect(portal.page.get_by_label("Account number")).to_have_value("A-7734521")
    expect(portal.page.get_by_label("Transfer PIN")).to_have_value("")
    portal.press("Continue")
    portal.shows("Port-in of (303) 555-0183")


def cannot_come(owner: Person, phone_number: str) -> None:
    """The carrier's next check of this number says no."""
    url = f"{owner.addresses.simulators}/_control/telnyx/portability"
    requests.post(url, json={"phone_number": phone_number, "portable": False}, timeout=10).raise_for_status()


def test_a_paper_is_checked_first_and_an_upload_that_breaks_is_tried_again(owner: Person, portal: Portal) -> None:
    """What is no paper does not leave; what is lost on the way says so; the letter names number and holder (N7)."""
    draft = start_port_in(owner, "+13035550184")
    port_id, storage = draft["port_id"], draft["documents"][0]["upload_url"] + "**"
    portal.sign_in(owner).open(f"/numbers/port-ins/{port_id}", "Port-in of (303) 555-0184")
    left: list[str] = []
    portal.page.on("request", lambda asked: asked.method == "POST" and left.append(asked.url))
    photo = {"name": "photo.heic", "mimeType": "image/heic", "buffer": b"heic"}
    portal.page.get_by_label("File: Copy of the bill").set_input_files([photo])
    expect(paper_of(portal, "Copy of the bill")).to_contain_text("This is a HEIC photo. Save it as JPEG or PDF")
    note = {"name": "bill.txt", "mimeType": "text/plain", "buffer": b"a bill"}
    portal.page.get_by_label("File: Copy of the bill").set_input_files([note])
    expect(paper_of(portal, "Copy of the bill")).to_contain_text("Choose a PDF, JPEG or PNG file.")
    assert left == []
    portal.page.route(storage, lambda route: route.abort())
    portal.page.get_by_label("File: Copy of the bill").set_input_files([PDF])
    expect(paper_of(portal, "Copy of the bill")).to_contain_text("The upload failed.")
    portal.page.unroute(storage)
    uploads(portal, "Copy of the bill")
    expect(paper_of(portal, "Copy of the bill")).to_contain_text("Received")
    portal.page.get_by_role("link", name="Read and sign").click()
    letter = portal.page.get_by_role("article", name="Letter")
    for word in ("(303) 555-0184", "Olivia Bennett", "600 Congress Avenue", "Signature of the authorized person"):
        expect(letter).to_contain_text(word)


def test_the_letter_is_signed_on_the_screen_and_again_after_a_change(
    owner: Person, portal: Portal, see_both: See
) -> None:
    """What lacks is said; another name is none; the signed PDF is downloaded; a new address makes it void (N7)."""
    port_id = start_port_in(owner, "+13035550186")["port_id"]
    portal.sign_in(owner).open(f"/numbers/port-ins/{port_id}", "Port-in of (303) 555-0186")
    portal.page.get_by_role("link", name="Read and sign").click()
    portal.press("Sign letter")
    portal.says("Type your full name.")
    portal.says("Agree to this to sign here, or print the letter and sign it by hand.")
    see_both("the letter to sign, with what is missing")
    portal.resize(390)
    signs_the_letter(portal, "Olivia Bennet")
    portal.says("Type the name of the authorized person as in the letter: Olivia Bennett.")
    portal.page.get_by_label("Your full name").fill("olivia bennett")
    portal.press("Sign letter")
    portal.says("The letter is signed. It's stored with your port-in.")
    see_both("the signed letter")
    with portal.page.expect_download() as download:
        portal.page.get_by_role("link", name="Download signed letter").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")
    portal.page.get_by_role("link", name="Back to port-in").click()
    expect(paper_of(portal, "Signed authorization")).to_contain_text("Received")
    portal.open(f"/numbers/port-ins/{port_id}?step=bill", "Port-in of (303) 555-0186")
    portal.fill("Street address", "601 Congress Avenue")
    portal.press("Continue")
    portal.says("The form has changed since this letter was signed. Read it again and sign it again.")
    portal.page.get_by_role("link", name="Read and sign").click()
    expect(portal.page.get_by_role("article", name="Letter")).to_contain_text("601 Congress Avenue")
    signs_the_letter(portal, "Olivia Bennett")
    portal.says("Olivia Bennett signed this letter on")


def test_a_port_in_is_cancelled_while_it_can_be(owner: Person, portal: Portal) -> None:
    """What it means and until when is said first; the list shows what became of it (N7)."""
    port_id = sent(owner, "+13035550185")["port_id"]
    portal.sign_in(owner).open(f"/numbers/port-ins/{port_id}", "Port-in of (303) 555-0185")
    portal.press("Cancel port-in")
    expect(portal.dialog.get_by_text("until 2 days before the date")).to_be_visible()
    portal.press("Cancel port-in", within=portal.dialog)
    portal.says("We're asking our carrier to cancel the port-in of (303) 555-0185.")
    portal.says("The number stays with your old carrier, and you weren't charged.")
    portal.page.get_by_role("link", name="All port-ins").click()
    expect(portal.page.get_by_role("table", name="Port-ins")).to_contain_text("Canceled")
