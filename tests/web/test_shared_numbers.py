"""Tests of shared numbers in the portal: who shares one finds its calls and voicemail; 911 is asked once (N10, N11)."""

from functools import partial

from playwright.sync_api import expect

from local.people import Person
from local.polling import wait_until
from tests.journeys.people import PeopleFactory
from tests.web.calls import Reachable
from tests.web.conftest import See
from tests.web.portal import Portal
from tests.web.teams import joins

_GREETING = "Hi, this is Grace. Please call me back on Thursday."


def _shared(people: PeopleFactory) -> tuple[Reachable, Person]:
    """A number with a voicemail, and the colleague who shares it."""
    called = Reachable.of_new_team(people)
    colleague = joins(called.team.owner, people.user("Ben Buddy"))
    ring = {"others": [colleague.account_id]}  # numbers learns by an event that the colleague has joined
    saves = partial(called.person.put, f"/v1{called.place}/ring", ring)
    wait_until("the colleague to share the number", lambda: saves().status_code == 200, limit=30)
    called.gets_voicemail(_GREETING)
    return called, colleague


def test_who_shares_a_number_finds_its_calls_and_voicemail(
    people: PeopleFactory, portal: Portal, see_both: See
) -> None:
    """Among the numbers, and in the lists; they play it, and cannot delete it."""
    _, colleague = _shared(people)
    portal.sign_in(colleague).go_to("Numbers")
    shared = portal.page.get_by_role("list", name="Shared with you").get_by_role("listitem")
    expect(shared).to_contain_text("Shared")
    see_both("the numbers of a colleague")
    shared.get_by_role("link", name="Calls").click()
    expect(portal.page.get_by_role("table", name="Calls").get_by_role("row").nth(1)).to_contain_text("Voicemail")
    portal.page.get_by_role("link", name="Voicemail").click()
    row = portal.page.get_by_role("list", name="Voicemail").get_by_role("listitem")
    expect(row).to_contain_text(_GREETING)
    expect(row).to_contain_text("which you share")
    expect(row.get_by_role("button", name="Delete")).to_have_count(0)
    see_both("the voicemail of a shared number")
    portal.press("Play the message from (303) 555-0199")
    expect(row.get_by_text("New", exact=True)).to_have_count(0)


def test_a_number_says_that_it_is_shared(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """In the list, and with whom in its panel."""
    called, colleague = _shared(people)
    portal.sign_in(called.team.owner).open(called.place, "Numbers")
    expect(portal.page.get_by_role("table", name="Numbers")).to_contain_text("Shared")
    portal.says("Shared with")
    portal.says(colleague.name)
    see_both("a shared number")


def test_who_has_a_number_is_asked_about_911_once(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """On the first page, until it is acknowledged; not the owner, who has none."""
    called = Reachable.of_new_team(people)
    portal.sign_in(called.person)
    portal.says("Emergency calls (911) don't go through this number.")
    see_both("the question about 911")
    portal.press("I understand")
    expect(portal.page.get_by_text("Emergency calls (911)")).to_have_count(0)
    assert called.person.get("/v1/calling/emergency-address").json()["acknowledged_at"]
    portal.page.reload()
    expect(portal.page.get_by_role("list", name="Numbers")).to_be_visible()
    expect(portal.page.get_by_text("Emergency calls (911)")).to_have_count(0)
