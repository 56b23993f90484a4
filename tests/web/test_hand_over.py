"""A hand-over to a person without a wallet while plans run: a warning, an attention and a mail (T9, T12)."""

from playwright.sync_api import expect

from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens
from tests.web.plans import buys_number
from tests.web.portal import Portal
from tests.web.teams import joins

_ATTENTION = "We can't renew your plans"


def test_the_owner_is_warned_and_the_heir_sees_that_plans_lack_a_wallet(
    people: PeopleFactory, portal: Portal, opens: Opens
) -> None:
    """The dialog says what happens to the plans; the heir's dashboard says so until they connect a wallet."""
    team = PayingTeam.of_new_team(people)
    buys_number(team.owner)
    heir = joins(team.owner, people.user("Hugo Heir"))
    portal.sign_in(team.owner)
    expect(portal.page.get_by_text(_ATTENTION)).to_have_count(0)
    portal.go_to("Users")
    portal.press("Manage Hugo Heir")
    portal.settled()
    portal.press("Make owner", within=portal.page.get_by_role("complementary", name="About Hugo Heir"))
    expect(portal.dialog.get_by_text("stays yours and no longer pays for the team")).to_be_visible()
    expect(portal.dialog.get_by_text("the team's plans can't renew and will end")).to_be_visible()
    portal.dialog.get_by_role("textbox").fill("Hugo Heir")
    portal.press("Make owner", within=portal.dialog)
    portal.says("Hugo Heir now owns the team")
    assert "PayPal wallet" in heir.awaits("email", saying="none is connected")["text"]
    heirs = opens().sign_in(heir)
    heirs.says(_ATTENTION)
    team.paypal.attach_wallet(heir)
    heirs.page.reload()
    heirs.settled()
    expect(heirs.page.get_by_text(_ATTENTION)).to_have_count(0)
