"""The registration for texting in the portal: cost first, refused in plain words, corrected, approved (N14)."""

import pytest

from local.texts import REGISTRATION, pay_fee, set_registration_behavior
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal

pytestmark = pytest.mark.browser
_CHOICES = {"Type of business": "Private company (LLC, Inc.)", "Industry": "Construction and trades"}
_LABELS = {
    "legal_name": "Legal name",
    "name": "Name customers know",
    "tax_id": "EIN",
    "website": "Website",
    "email": "Contact email",
    "phone_number": "Business phone",
    "street": "Street address",
    "city": "City",
    "state": "State",
    "postal_code": "ZIP code",
    "first_name": "Contact's first name",
    "last_name": "Contact's last name",
    "purpose": "What do you text people about?",
    "how_people_agree": "How do people agree to get texts?",
    "agreement_link": "Link to where they agree",
    "first_example": "First example of a text",
    "second_example": "Second example",
    "privacy_link": "Link to your privacy policy",
}


def fill_in(portal: Portal, part: str) -> None:
    """Fill in a part of the form."""
    for field, value in REGISTRATION[part].items():
        if field in _LABELS:
            portal.page.get_by_label(_LABELS[field], exact=True).fill(value)
    if part == "business":
        for label, option in _CHOICES.items():
            portal.page.get_by_label(label, exact=True).click()
            portal.page.get_by_role("option", name=option).click()


def register(portal: Portal, see: See) -> None:
    """Go through the steps; a wrong field is named before the next one."""
    portal.open("/numbers/texting", "Texting in the US")
    portal.says("Paid once, from your credits")
    see("the price")
    portal.press("Continue")
    portal.press("Continue")
    portal.says("This is required.")
    see("what is missing")
    fill_in(portal, "business")
    portal.press("Continue")
    fill_in(portal, "messages")
    see("the texts")
    portal.press("Continue")
    see("the review")
    portal.press("Pay and send")


def mend(portal: Portal, see: See) -> None:
    """Correct what the carriers object to, and send it again."""
    portal.says("They wrote: Say how people opt in.")
    see("what to correct")
    how = "Customers tick a box for texts when they book on our website, or agree on the phone."
    portal.page.get_by_label(_LABELS["how_people_agree"], exact=True).fill(how)
    portal.press("Continue")
    portal.says("Sending the corrected form again is free.")
    portal.press("Send again")
    portal.says("Approved. Your numbers can text in the US.")
    see("the approval")


def test_a_team_registers_for_texting(people: PeopleFactory, portal: Portal, see: See, width: int) -> None:
    """Cost and duration are read before anything is typed; what is refused is corrected in place."""
    team = PayingTeam.of_new_team(people)
    pay_fee(team.owner)
    set_registration_behavior(team.owner.addresses, campaign="MNO_REJECTED", reason="Say how people opt in.")
    portal.sign_in(team.owner)
    register(portal, see)
    portal.says("They wrote: Say how people opt in.")
    set_registration_behavior(team.owner.addresses)
    mend(portal, see)
    assert width == portal.width
