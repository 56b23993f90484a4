"""Recovering an account without its phone in a browser, and stopping a recovery by the link that was sent (I13)."""

import re

import pyotp
import requests
from playwright.sync_api import expect

from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal


def _begin(portal: Portal, rita: Person) -> None:
    portal.fill("Old phone number", rita.phone_number)
    portal.fill("Email", rita.email)
    portal.press("Email me a code")
    portal.shows("Enter the code")


def _type_mailed_code(portal: Portal, rita: Person) -> None:
    mail = rita.awaits("email", saying="to recover your")["text"]
    portal.fill("Code", re.findall(r"\b[0-9]{6}\b", mail)[0])
    portal.press("Continue")
    portal.says("You can choose a new Login ID from")


def _with_confirmed_email_and_app(people: PeopleFactory) -> tuple[Person, list[str]]:
    """Return a person with a confirmed email and an authenticator app, and the recovery codes."""
    rita = people.user("Rita Recovers")
    link = re.search(r"confirm-email\?token=(\S+)", rita.awaits("email", saying="confirm-email")["text"])
    assert link
    assert rita.post("/v1/profile/email/confirm", {"token": link[1]}).status_code == 204
    setup = rita.post("/v1/factors/options", {"kind": "totp"}).json()
    code = pyotp.TOTP(setup["authenticator"]["secret"]).now()
    added = rita.post("/v1/factors", {"setup_id": setup["setup_id"], "code": code})
    assert added.status_code == 201, added.text
    return rita, added.json()["recovery_codes"]


def _stop(portal: Portal, sam: Person, see_both: See) -> None:
    link = re.search(r"/stop-recovery\?token=\S+", sam.awaits("sms", saying="stop-recovery")["text"])
    assert link
    portal.open(link[0], "Stop the recovery of your account?")
    see_both("the page that stops a recovery")
    portal.press("Stop the recovery")
    portal.says("Nothing was changed")
    see_both("a stopped recovery")
    portal.open("/recover", "Sign in without your phone").says("This recovery has ended or was stopped.")
    see_both("a recovery that is over")
    portal.press("Start again")


def _finish(portal: Portal, new: Person, see_both: See) -> None:
    portal.fill("New phone number", new.phone_number)
    portal.press("Send me a code")
    portal.says("We texted a six-digit code to")
    portal.fill("Code", new.code_from("sms"))
    portal.fill("New password", "nine violet trumpets")
    see_both("the code of the new number")
    portal.press("Open my account")
    portal.says("You have a new Login ID and password")
    see_both("a completed recovery")


def test_one_recovery_is_stopped_and_another_goes_on_at_once(
    people: PeopleFactory, portal: Portal, see_both: See
) -> None:
    """The page of the link does nothing before the button; a recovery code ends the wait, and factors stay."""
    (sam, _), (rita, codes) = _with_confirmed_email_and_app(people), _with_confirmed_email_and_app(people)
    portal.open("/sign-in", "Sign in").page.get_by_role("link", name="I no longer have this phone").click()
    portal.shows("Sign in without your phone")
    see_both("who recovers")
    _begin(portal, sam)
    see_both("the mailed code")
    _type_mailed_code(portal, sam)
    see_both("the wait")
    _stop(portal, sam, see_both)
    _begin(portal, rita)
    _type_mailed_code(portal, rita)
    portal.press("Use a recovery code")
    portal.fill("Recovery code", codes[0])
    portal.press("Continue now")
    portal.shows("Your new phone number")
    see_both("the new number")
    new = people.without_account("Rita New")
    _finish(portal, new, see_both)
    portal.open("/sign-in", "Sign in")
    portal.fill("Phone number", new.phone_number)
    portal.fill("Password", "nine violet trumpets")
    portal.press("Sign in")
    portal.shows("Confirm it's you")
    expect(portal.page.get_by_label("Authenticator code")).to_be_visible()


def test_the_phone_app_opens_the_portals_page(people: PeopleFactory, portal: Portal) -> None:
    """Its sign-in links to it; the app has no recovery of its own."""
    page = f"{people.without_account().addresses.simulators}/phone/recover"
    answer = requests.get(page, allow_redirects=False, timeout=10)
    assert answer.headers["location"].endswith("/recover")
    portal.page.goto(page)
    portal.shows("Sign in without your phone")
