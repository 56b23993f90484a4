"""Everybody can take calls: the log, voicemail and what is set up for a number, at both widths and in every state."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.calls import Reachable
from tests.web.conftest import See
from tests.web.portal import Portal

_LONG_NAME = "Maximiliana-Theodora von Hohenzollern-Sigmaringen"
_MESSAGE = "Hi, this is Grace. " + "Please call me back. " * 12


@pytest.fixture(scope="module")
def called(people_factory: PeopleFactory) -> Reachable:
    """One team for all looks at it: nothing here changes it for good."""
    found = Reachable.of_new_team(people_factory, name=_LONG_NAME)
    found.gets_voicemail(_MESSAGE.strip())
    return found


def _fails_and_is_tried_again(portal: Portal, see_both: See, asked: str, place: str) -> None:
    portal.page.route(asked, lambda route: route.abort())
    portal.page.goto(place)
    again = portal.page.get_by_role("button", name="Try again").first
    expect(again).to_be_visible()
    see_both(f"{place} failing")
    portal.page.unroute(asked)
    again.click()
    expect(again).to_have_count(0)


def test_the_call_log_is_accessible(called: Reachable, portal: Portal, see_both: See) -> None:
    """Failing, with calls, with none that match; and no voicemail."""
    portal.sign_in(called.team.owner)
    _fails_and_is_tried_again(portal, see_both, "**/v1/calls?*", "/calls")
    expect(portal.page.get_by_role("table", name="Calls")).to_contain_text(_LONG_NAME)
    see_both("the call log of a team")
    portal.open("/calls?to=2026-01-01", "Calls")
    portal.says("No calls match this filter")
    see_both("no calls")
    portal.open("/calls/voicemails", "Calls")
    portal.says("No voicemail")
    see_both("no voicemail")


def test_voicemail_is_accessible(called: Reachable, portal: Portal, see_both: See) -> None:
    """Failing, new, played, and the question before a message is deleted."""
    portal.sign_in(called.person)
    _fails_and_is_tried_again(portal, see_both, "**/v1/voicemails?*", "/calls/voicemails")
    see_both("voicemail")
    portal.page.get_by_role("button", name="Play the message").click()
    expect(portal.page.locator("audio")).to_be_visible()
    see_both("a message that plays")
    portal.page.get_by_role("button", name="Delete the message").click()
    see_both("the question before a message is deleted")


def test_settings_of_calls_are_accessible(called: Reachable, portal: Portal, see_both: See) -> None:
    """The panel, and each dialog with a fault in it."""
    portal.sign_in(called.team.owner).open(called.place, "Numbers")
    see_both("what a number does with calls")
    portal.press("Change forwarding")
    portal.fill("Forward to", "+44 20 7946 0123", within=portal.dialog)
    portal.says("Calls to this country aren't allowed yet")
    see_both("forwarding refused")
    portal.fill("Forward to", "(303) 555-0177", within=portal.dialog)
    portal.dialog.get_by_label("When unanswered").check()
    portal.says("a minute")
    see_both("the price of forwarding")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Change business hours")
    portal.settled()
    portal.dialog.get_by_label("Only take calls").check()
    portal.dialog.get_by_label("Monday, closes").fill("08:00")
    portal.press("Save", within=portal.dialog)
    see_both("business hours with a fault")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Change voicemail")
    portal.fill("Keep messages for", "900", within=portal.dialog)
    portal.press("Save", within=portal.dialog)
    see_both("voicemail with a fault")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Change ringing")
    portal.settled()
    portal.dialog.get_by_role("button", name="Also ring").click()
    portal.page.get_by_role("option", name="Olivia Owner").click()
    see_both("who else rings")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Change blocked callers")
    portal.fill("Block a number", "55", within=portal.dialog)
    portal.press("Save", within=portal.dialog)
    portal.says("Enter a phone number")
    see_both("blocked callers with a fault")


def test_countries_and_the_emergency_address_are_accessible(called: Reachable, portal: Portal, see_both: See) -> None:
    """A country that is to be taken off, an address with faults, and the notice before a number is bought."""
    portal.sign_in(called.team.owner).open("/profile#countries", "Profile")
    portal.press("Remove Canada")
    portal.says("Forwarding to Canada will be turned off.")
    see_both("a country that is taken off")
    form = portal.page.get_by_role("form", name="Emergency address")
    portal.press("Save", within=form)
    expect(form.get_by_text("Enter").first).to_be_visible()
    see_both("an address with faults")
    portal.open("/numbers/new?area_code=415", "Choose a number")
    portal.page.get_by_role("button", name="Select (").first.click()
    portal.says("Charged to PayPal now")
    portal.page.get_by_role("button", name="Pay $1.00").click()
    portal.says("Confirm this before you buy a number.")
    see_both("a purchase before the notice is acknowledged")
