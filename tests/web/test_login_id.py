"""Changing the Login ID in a browser, with a step-up in place, and undoing it by the link that was texted (I13)."""

import re

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal


def test_the_login_id_is_changed_and_the_change_undone(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """The code goes to the new number; the old one is texted a link, whose page does nothing before the button."""
    lena, new = people.user("Lena Login"), people.without_account("Lena New")
    portal.sign_in(lena).go_to("Profile")
    portal.press("Change Login ID")
    see_both("the new Login ID")
    portal.fill("Phone number", new.phone_number, within=portal.dialog)
    portal.press("Send me a code", within=portal.dialog)
    portal.says("We texted a six-digit code to")
    see_both("the code for the new Login ID")
    portal.fill("Code", new.code_from("sms"), within=portal.dialog)
    portal.answer_once_with_step_up("**/v1/profile/login-id/*/confirm")
    portal.press("Change Login ID", within=portal.dialog)
    asked = portal.page.get_by_role("dialog", name="Confirm it's you")
    portal.fill("Password", lena.password, within=asked)
    portal.press("Confirm", within=asked)
    portal.says("You now sign in with")
    expect(portal.page.get_by_text("Profile saved.")).to_have_count(0)
    see_both("the profile with another Login ID")
    link = re.search(r"/undo-login-id\?token=\S+", lena.awaits("sms", saying="undo-login-id")["text"])
    assert link
    portal.open(link[0], "Undo your Login ID change?")
    see_both("the page that undoes a change of the Login ID")
    portal.press("Undo the change")
    portal.says("You sign in with your old number again")
    see_both("an undone change of the Login ID")
    portal.open("/sign-in", "Sign in")
    portal.fill("Phone number", lena.phone_number)
    portal.fill("Password", lena.password)
    portal.press("Sign in")
    expect(portal.page.get_by_role("button", name="Lena Login")).to_be_visible()
