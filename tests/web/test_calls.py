"""Tests of calls in the portal: the log, voicemails, and what a number does with calls."""

from playwright.sync_api import Locator, expect

from local.people import expected
from tests.journeys.people import PeopleFactory
from tests.web.calls import Reachable
from tests.web.portal import Portal

_GREETING = "Hi, this is Grace. Please call me back on Thursday."


def _setting(portal: Portal, name: str) -> Locator:
    """The line of a setting in the panel of a number."""
    return portal.page.get_by_role("list", name="Settings for calls").get_by_role("listitem").filter(has_text=name)


def _changes(portal: Portal, name: str) -> Locator:
    """Open the dialog of a setting."""
    portal.press(f"Change {name}")
    portal.settled()
    return portal.dialog


def test_a_voicemail_is_read_played_and_deleted(people: PeopleFactory, portal: Portal) -> None:
    """It is new until it is played, by a link that is fetched then; deleted after a question (N9)."""
    called = Reachable.of_new_team(people)
    called.gets_voicemail(_GREETING)
    portal.sign_in(called.person).go_to("Calls")
    expect(portal.page.get_by_role("table", name="Calls").get_by_role("row").nth(1)).to_contain_text("Voicemail")
    portal.page.get_by_role("link", name="Voicemail").click()
    row = portal.page.get_by_role("list", name="Voicemail").get_by_role("listitem")
    expect(row).to_contain_text("(303) 555-0199")
    expect(row).to_contain_text("New")
    expect(row).to_contain_text(_GREETING)
    portal.press("Play the message from (303) 555-0199")
    expect(row.get_by_text("New", exact=True)).to_have_count(0)
    expect(row.locator("audio")).to_be_visible()
    portal.press("Mark as new")
    expect(row.get_by_text("New", exact=True)).to_be_visible()
    portal.press("Delete the message from (303) 555-0199")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Delete the message from (303) 555-0199")
    portal.press("Delete", within=portal.dialog)
    portal.says("No voicemail")


def test_a_manager_sees_who_called_whom_and_no_message(people: PeopleFactory, portal: Portal) -> None:
    """The team's log by person, number and day, which a reload keeps; a member's voicemail is not there (N9)."""
    called = Reachable.of_new_team(people)
    called.gets_voicemail(_GREETING)
    expected(called.person.put(f"/v1{called.place}/voicemail", {"is_on": False}), 200)
    called.is_called("+13035550188")
    portal.sign_in(called.team.owner).go_to("Calls")
    rows = portal.page.get_by_role("table", name="Calls").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("(303) 555-0188")
    expect(rows.nth(1)).to_contain_text("Missed")
    expect(rows.nth(2)).to_contain_text("Mia Torres")
    portal.page.get_by_role("button", name="Person").click()
    portal.page.get_by_role("option", name="Olivia Owner").click()
    portal.says("No calls match this filter")
    portal.page.reload()
    portal.says("No calls match this filter")
    portal.press("Show all calls")
    expect(rows).to_have_count(3)
    portal.fill("To", "2026-01-01")
    portal.page.get_by_role("link", name="Voicemail").click()
    portal.says("No voicemail")


def test_calls_are_forwarded_once_the_price_is_shown(people: PeopleFactory, portal: Portal) -> None:
    """What cannot be is said at the field as it is typed; saved once however often it is pressed (N6, B15)."""
    called = Reachable.of_new_team(people)
    portal.sign_in(called.person).open(called.place, "Numbers")
    dialog = _changes(portal, "forwarding")
    to = dialog.get_by_label("Forward to")
    to.fill("911")
    to.blur()
    portal.says("Emergency and crisis lines")
    to.fill(called.number["phone_number"])
    portal.says("Calls would come back to this number")
    to.fill("+44 20 7946 0123")
    portal.says("Calls to this country aren't allowed yet")
    to.fill("(303) 555-0177")
    expect(dialog.get_by_text("$0.01 a minute")).to_be_visible()
    dialog.get_by_label("When unanswered").check()
    expect(dialog.get_by_text("$0.01 a minute")).to_be_visible()
    dialog.get_by_role("button", name="Turn on").dblclick()
    expect(_setting(portal, "Forwarding")).to_contain_text("To (303) 555-0177, when unanswered for 25 seconds")
    _changes(portal, "forwarding")
    portal.press("Turn off", within=dialog)
    expect(_setting(portal, "Forwarding")).to_contain_text("Off")


def test_the_owner_allows_a_country_and_then_it_can_be_called(people: PeopleFactory, portal: Portal) -> None:
    """From the refusal to the list, after a fresh proof; taking it off says what is switched off (N6, I12)."""
    called = Reachable.of_new_team(people)
    portal.sign_in(called.team.owner).open(called.place, "Numbers")
    dialog = _changes(portal, "forwarding")
    dialog.get_by_label("Forward to").fill("+44 20 7946 0123")
    dialog.get_by_role("link", name="Choose the countries").click()
    portal.shows("Profile")
    portal.settled()
    countries = portal.page.get_by_role("form", name="Countries that can be called")
    countries.get_by_role("button", name="Allowed countries").click()
    portal.page.get_by_placeholder("Country").fill("United King")
    portal.page.get_by_role("option", name="United Kingdom").click()
    portal.page.keyboard.press("Escape")
    portal.answer_once_with_step_up("**/v1/calling/countries?*")
    portal.press("Save", within=countries)
    portal.fill("Password", called.team.owner.password, within=portal.dialog)
    portal.press("Confirm", within=portal.dialog)
    portal.says("Countries saved.")
    portal.page.go_back()
    portal.settled()
    dialog = _changes(portal, "forwarding")
    dialog.get_by_label("Forward to").fill("+44 20 7946 0123")
    portal.press("Turn on", within=dialog)
    expect(dialog.get_by_text("United Kingdom")).to_be_visible()
    portal.press("Turn on", within=dialog)
    expect(_setting(portal, "Forwarding")).to_contain_text("+44 20 7946 0123, always")
    portal.open("/profile", "Profile")
    portal.press("Remove United Kingdom")
    portal.says("Forwarding to United Kingdom will be turned off.")


def test_hours_voicemail_and_blocked_callers_are_set_up(people: PeopleFactory, portal: Portal) -> None:
    """Each in its dialog, with what is wrong at its field; what was saved is there when it opens again (N9)."""
    called = Reachable.of_new_team(people)
    portal.sign_in(called.person).open(called.place, "Numbers")
    dialog = _changes(portal, "business hours")
    dialog.get_by_label("Only take calls").check()
    dialog.get_by_label("Monday, closes").fill("08:00")
    portal.press("Save", within=dialog)
    portal.says("This ends before it starts.")
    dialog.get_by_label("Monday, closes").fill("12:00")
    dialog.get_by_role("button", name="Add hours on Monday").click()
    dialog.get_by_label("Monday, opens").nth(1).fill("13:00")
    dialog.get_by_label("Monday, closes").nth(1).fill("00:00")
    portal.press("Copy to Tuesday–Friday", within=dialog)
    dialog.get_by_label("Day off").fill("2026-12-25")
    portal.press("Add to days off", within=dialog)
    portal.fill("Text to callers while closed", "We're back at 9.", within=dialog)
    portal.press("Save", within=dialog)
    expect(_setting(portal, "Business hours")).to_contain_text("Only during business hours")
    hours = expected(called.person.get(f"/v1{called.place}/hours"), 200)
    assert hours["open"]["friday"] == [{"from": "09:00", "until": "12:00"}, {"from": "13:00", "until": "24:00"}]
    assert (hours["open"]["sunday"], hours["days_off"], hours["reply"]) == ([], ["2026-12-25"], "We're back at 9.")
    _changes(portal, "business hours")
    expect(dialog.get_by_text("Dec 25, 2026")).to_be_visible()
    portal.press("Cancel", within=dialog)
    _changes(portal, "voicemail")
    portal.fill("Keep messages for", "900", within=dialog)
    portal.press("Save", within=dialog)
    portal.says("Enter a number from 1 to 365.")
    dialog.get_by_label("Callers can leave a message").uncheck()
    portal.fill("Keep messages for", "90", within=dialog)
    portal.press("Save", within=dialog)
    expect(_setting(portal, "Voicemail")).to_contain_text("Off")
    _changes(portal, "blocked callers")
    portal.fill("Block a number", "(303) 555-0188", within=dialog)
    portal.press("Save", within=dialog)
    expect(_setting(portal, "Blocked callers")).to_contain_text("1 number")
    called.is_called("+13035550188")
    portal.go_to("Calls")
    expect(portal.page.get_by_role("table", name="Calls")).to_contain_text("The caller is blocked.")


def test_others_ring_for_a_shared_number(people: PeopleFactory, portal: Portal) -> None:
    """Those who run the team choose them, at once or in turn (N10)."""
    called = Reachable.of_new_team(people, name="Maximiliana-Theodora von Hohenzollern-Sigmaringen")
    portal.sign_in(called.team.owner).open(called.place, "Numbers")
    dialog = _changes(portal, "ringing")
    dialog.get_by_role("button", name="Also ring").click()
    portal.page.get_by_role("option", name="Olivia Owner").click()
    dialog.get_by_label("One after the other").check()
    portal.press("Save", within=dialog)
    expect(_setting(portal, "Ringing")).to_contain_text("Its user's app and 1 other")
    ring = expected(called.team.owner.get(f"/v1{called.place}/ring"), 200)
    saved = {"others": [called.team.owner.account_id], "order": "in_turn", "seconds": 25}
    assert ring == saved | {"version": ring["version"]}


def test_a_number_that_was_given_to_another_says_so(people: PeopleFactory, portal: Portal) -> None:
    """An open dialog in a tab that is late changes nothing, and says why (E3)."""
    called = Reachable.of_new_team(people)
    portal.sign_in(called.person).open(called.place, "Numbers")
    dialog = _changes(portal, "voicemail")
    taken = called.team.owner.patch(f"/v1{called.place}", {"user_id": called.team.owner.account_id})
    expected(taken, 200)
    portal.press("Save", within=dialog)
    expect(dialog.get_by_text("This number was moved or released")).to_be_visible()
    portal.press("Cancel", within=dialog)
    portal.says("We couldn't load this number")


def test_where_a_person_is_for_emergencies_is_kept(people: PeopleFactory, portal: Portal) -> None:
    """On the profile, with what is wrong at its field; there after a reload (N11)."""
    portal.sign_in(people.user("Mia Torres")).go_to("Profile")
    form = portal.page.get_by_role("form", name="Emergency address")
    for label, value in (("Street address", "600 Congress Avenue"), ("City", "Austin"), ("State", "Texas")):
        portal.fill(label, value, within=form)
    portal.fill("ZIP or postal code", "787", within=form)
    portal.press("Save", within=form)
    portal.says("Enter the two letters of a state or province")
    portal.says("Enter a ZIP code such as 94105")
    portal.fill("State", "tx", within=form)
    portal.fill("ZIP or postal code", "78701", within=form)
    portal.press("Save", within=form)
    portal.says("Emergency address saved.")
    portal.page.reload()
    expect(form.get_by_label("Street address")).to_have_value("600 Congress Avenue")
