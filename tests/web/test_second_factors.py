"""Two-step sign-in and step-up in a browser: an authenticator app, recovery codes, and a virtual passkey (I11, I12)."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect

from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens, See
from tests.web.portal import Portal
from tests.web.teams import joins


@pytest.fixture
def passkeys(portal: Portal) -> Iterator[Any]:
    """Give the window an authenticator of its own, as a laptop's fingerprint reader is one."""
    cdp = portal.page.context.new_cdp_session(portal.page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": True}})
    yield cdp
    cdp.detach()


def test_an_app_and_a_recovery_code_sign_in(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """The app is set up by its key; sign-in then asks for its code, and a recovery code does as well."""
    tom = people.user("Tom Totp")
    portal.sign_in(tom).go_to("Profile")
    portal.press("Add authenticator app")
    secret = portal.dialog.locator("code").inner_text()
    see_both("the setup of an authenticator")
    portal.fill("Authenticator code", pyotp.TOTP(secret).now(), within=portal.dialog)
    portal.press("Add", within=portal.dialog)
    shown = portal.dialog.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(shown).to_have_count(10)
    codes = shown.all_inner_texts()
    see_both("recovery codes")
    portal.press("I've saved them")
    portal.says("10 recovery codes left.")
    see_both("the profile with two-step sign-in")
    _sign_out(portal, tom)
    _begin(portal, tom)
    see_both("the second step")
    portal.page.reload()  # as a phone does while its user looks at the app
    portal.shows("Confirm it's you")
    portal.fill("Authenticator code", pyotp.TOTP(secret).at(time.time() + 30))
    portal.press("Sign in")
    portal.shows("Profile")
    _sign_out(portal, tom)
    _begin(portal, tom)
    portal.press("Use a recovery code")
    portal.fill("Recovery code", "AAAAA-AAAAA")
    portal.press("Sign in")
    portal.says("That code or passkey wasn't accepted.")
    portal.fill("Recovery code", codes[0])
    portal.press("Sign in")
    portal.shows("Profile")


def test_a_passkey_signs_in_and_steps_up(people: PeopleFactory, portal: Portal, passkeys: Any, see_both: See) -> None:
    """It is made and used by the browser's own authenticator; a step-up asks in place, and the change goes on."""
    pia = people.user("Pia Passkey")
    portal.sign_in(pia).go_to("Profile")
    portal.press("Add passkey")
    portal.press("I've saved them")
    expect(portal.page.get_by_role("list", name="Second factors")).to_contain_text("Passkey of")
    _sign_out(portal, pia)
    _begin(portal, pia)
    portal.press("Use a passkey")
    portal.shows("Profile")
    portal.answer_once_with_step_up("**/v1/factors/fac_*")
    portal.page.get_by_role("button", name=re.compile("^Remove Passkey of")).click()
    portal.press("Remove", within=portal.dialog)
    asked = portal.page.get_by_role("dialog", name="Confirm it's you")
    expect(asked).to_be_visible()
    see_both("a step-up")
    portal.press("Use a passkey", within=asked)
    portal.says("Off. You sign in with just your password.")


def test_a_step_up_by_password_can_be_canceled(people: PeopleFactory, portal: Portal) -> None:
    """Without a second factor the password is asked for; who cancels is where they were, and nothing is changed."""
    portal.sign_in(people.user("Carla Cancel")).go_to("Profile")
    portal.answer_once_with_step_up("**/v1/factors/options")
    portal.press("Add authenticator app")
    asked = portal.page.get_by_role("dialog", name="Confirm it's you")
    expect(asked.get_by_label("Password")).to_be_visible()
    asked.get_by_role("button", name="Close modal").click()
    portal.says("Confirm that it's you, then try again.")
    portal.says("Off. You sign in with just your password.")


def _sign_out(portal: Portal, person: Person) -> None:
    portal.page.get_by_role("button", name=person.name).click()
    portal.page.get_by_role("menuitem", name="Sign out").click()
    portal.shows("Sign in")


def _begin(portal: Portal, person: Person) -> None:
    portal.open("/sign-in", "Sign in")
    portal.fill("Phone number", person.phone_number)
    portal.fill("Password", person.password)
    portal.press("Sign in")
    portal.shows("Confirm it's you")


def test_a_team_requires_it(people: PeopleFactory, portal: Portal, opens: Opens, see_both: See) -> None:
    """The owner requires it of everyone; a member is led to set it up, and then is where they were going."""
    owner = people.owner("Rita Requires")
    member = joins(owner, people.user("Max Member"))
    portal.sign_in(owner).go_to("Profile")
    _add_app(portal)
    portal.page.get_by_role("button", name="Require two-step sign-in for").click()
    portal.page.get_by_role("option", name="Everyone on the team").click()
    portal.says("We'll ask people without two-step sign-in to set it up.")
    see_both("the rule of the team")
    member.awaits("email", saying="requires two-step sign-in")
    other = opens()
    other.sign_in(member, "Set up two-step sign-in")
    other.open("/numbers", "Set up two-step sign-in")
    see_both("the way to set it up")
    _add_app(other)
    other.shows("Numbers")


def _add_app(portal: Portal) -> None:
    portal.press("Add authenticator app")
    secret = portal.dialog.locator("code").inner_text()
    portal.fill("Authenticator code", pyotp.TOTP(secret).now(), within=portal.dialog)
    portal.press("Add", within=portal.dialog)
    portal.press("I've saved them")
