"""Signing up in the portal, one question at a time."""

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal


def _asks_for_a_code(portal: Portal, number: str) -> None:
    portal.open("/sign-up", "What's your phone number?")
    portal.fill("Phone number", number)
    portal.press("Send me a code")


def test_a_mobile_gets_a_text_and_its_user_signs_up(people: PeopleFactory, portal: Portal) -> None:
    """Number, code, name: signed in at once, on a dashboard that says how to open a team (I1, I3, I6)."""
    grace = people.without_account("Grace Hopper")
    national = f"({grace.phone_number[2:5]}) {grace.phone_number[5:8]}-{grace.phone_number[8:]}"
    _asks_for_a_code(portal, national)
    portal.shows("Enter the code")
    portal.says(national)
    portal.fill("Code", f"{grace.code_from('sms')[:3]} {'000'}")  # wrong, and written in groups
    portal.says("This isn't the code we sent.")
    code = next(item["text"] for item in reversed(grace.inbox("sms")))
    portal.fill("Code", code)  # the whole text, as it is pasted: it is sent by itself
    portal.shows("Your details")
    portal.fill("Name", grace.name)
    portal.fill("Email", grace.email)
    portal.fill("Password", grace.password)
    portal.press("Create account")
    portal.shows("Dashboard")
    portal.says("Create a team")


def test_a_landline_is_called(people: PeopleFactory, portal: Portal) -> None:
    """A landline gets a call that speaks the code; there is nothing to send by text (I3)."""
    lars = people.without_account("Lars Landline", line="landline")
    _asks_for_a_code(portal, lars.phone_number)
    portal.says("We're calling")
    expect(portal.page.get_by_role("button", name="Call me instead")).to_have_count(0)
    portal.fill("Code", lars.code_from("call"))
    portal.shows("Your details")


def test_a_virtual_number_is_refused_with_its_reason(people: PeopleFactory, portal: Portal) -> None:
    """What does not work is said at the field, before anybody is stuck, and what was typed stays (I2)."""
    victor = people.without_account("Victor Virtual", line="virtual")
    _asks_for_a_code(portal, victor.phone_number)
    portal.says("This is a virtual (VoIP) number.")
    expect(portal.page.get_by_label("Phone number")).not_to_have_value("")


def test_a_weak_password_is_refused_at_its_field(people: PeopleFactory, portal: Portal) -> None:
    """The refusal names the field; name and email need not be typed again (E3)."""
    paula = people.without_account("Paula Plain")
    _asks_for_a_code(portal, paula.phone_number)
    portal.fill("Code", paula.code_from("sms"))
    portal.fill("Name", paula.name)
    portal.fill("Email", paula.email)
    portal.fill("Password", "password1")
    portal.press("Create account")
    portal.says("This password is too common. Choose another.")
    expect(portal.page.get_by_label("Email")).to_have_value(paula.email)


def test_another_code_can_be_asked_for_after_a_wait(people: PeopleFactory, portal: Portal) -> None:
    """Send it again and call me instead are there, counted down until they work (I4)."""
    _asks_for_a_code(portal, people.without_account("Rita Resend").phone_number)
    again = portal.page.get_by_role("button", name="Resend code (in ")
    expect(again).to_be_disabled()
    expect(portal.page.get_by_role("button", name="Call me instead")).to_be_disabled()


def test_a_reload_keeps_the_step(people: PeopleFactory, portal: Portal) -> None:
    """A phone drops the page while its user reads the text; the code can still be typed."""
    ruth = people.without_account("Ruth Reload")
    _asks_for_a_code(portal, ruth.phone_number)
    portal.shows("Enter the code")
    portal.page.reload()
    portal.fill("Code", ruth.code_from("sms"))
    portal.shows("Your details")
