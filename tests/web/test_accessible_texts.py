"""Everybody can read and write texts: conversations, pictures, groups, at both widths and in every state."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.calls import CALLER, Reachable
from tests.web.conftest import See
from tests.web.portal import Portal

_LONG = "Please call me back as soon as you can. " * 12


@pytest.fixture(scope="module")
def texted(people_factory: PeopleFactory) -> Reachable:
    """A person with a picture, a contact card, a long text and a group's text."""
    found = Reachable.of_new_team(people_factory)
    found.is_texted(_LONG.strip(), media=[{"content_type": "image/png", "color": "orange"}])
    found.is_texted("My card", media=[{"content_type": "text/vcard", "bytes": 40}])
    found.is_texted("To all of you", by="+13035550177", cc=[CALLER, "+13035550176"])
    return found


def test_texts_are_accessible(texted: Reachable, portal: Portal, see_both: See) -> None:
    """Failing, unread, with a picture, of a group, and a new one."""
    portal.sign_in(texted.person)
    portal.page.route("**/v1/conversations?*", lambda route: route.abort())
    portal.page.goto("/texts")
    again = portal.page.get_by_role("button", name="Try again").first
    expect(again).to_be_visible()
    see_both("texts failing")
    portal.page.unroute("**/v1/conversations?*")
    again.click()
    links = portal.page.get_by_role("list", name="Conversations").get_by_role("link")
    expect(links).to_have_count(2)
    see_both("conversations")
    links.first.click()
    portal.says("You can't text a group yet")
    see_both("a group")
    portal.open("/texts", "Texts")
    links.nth(1).click()
    expect(portal.page.get_by_role("img", name="Picture in this text")).to_be_visible()
    portal.says("Save the contact card")
    see_both("a conversation with a picture")
    portal.open("/texts/new", "Texts")
    portal.says("New text")
    see_both("a new text")
