"""What follows is shown before a person goes from a team, or the team ends, in one way everywhere (decision 075)."""

from playwright.sync_api import Locator, expect

from local.people import Person, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens
from tests.web.plans import buys_number
from tests.web.portal import Portal
from tests.web.teams import joins


def _member_with_number(people: PeopleFactory) -> tuple[Person, Person]:
    team = PayingTeam.of_new_team(people)
    tom = joins(team.owner, people.user("Tom Alvarez"))
    plan = buys_number(team.owner)
    expected(team.owner.patch(f"/v1/numbers/{plan['number_id']}", {"user_id": tom.account_id}), 200)
    return team.owner, tom


def test_each_number_of_who_is_removed_is_chosen(people: PeopleFactory, portal: Portal, width: int) -> None:
    """The dialog names the number, its paid days, its price and who keeps it; it is so, and can be undone (T8)."""
    owner, tom = _member_with_number(people)
    portal.sign_in(owner).go_to("Users")
    panel = _panel(portal)
    for button, word in (("Suspend", "until you restore access"), ("Make owner", "plans can't renew and will end")):
        portal.press(button, within=panel)
        expect(portal.dialog.get_by_text(word).first).to_be_visible()
        portal.press("Cancel", within=portal.dialog)
    portal.press("Remove", within=panel)
    dialog = portal.dialog
    expect(dialog.get_by_text("then $1.00 a month")).to_be_visible()
    expect(dialog.get_by_text("can undo this until")).to_be_visible()
    _choose(portal, "Goes with Tom Alvarez")
    portal.fill("To confirm, type", "Tom Alvarez", within=dialog)
    portal.press("Remove", within=dialog)
    portal.says("Tom Alvarez is no longer on the team.")
    wait_until("the number to be Tom's", lambda: _holders(tom) == ["user"])
    portal.press("Undo the removal of Tom Alvarez")
    portal.says("Tom Alvarez is on the team again.")
    wait_until("the number to be the team's", lambda: _holders(tom) == ["team"])


def test_numbers_of_several_people_are_chosen_one_by_one(people: PeopleFactory, portal: Portal, width: int) -> None:
    """One choice is for all, and any number may be chosen otherwise: each person keeps what was chosen (T8)."""
    owner, tom = _member_with_number(people)
    ann = joins(owner, people.user("Ann Brown"))
    plan = buys_number(owner)
    expected(owner.patch(f"/v1/numbers/{plan['number_id']}", {"user_id": ann.account_id}), 200)
    portal.sign_in(owner).go_to("Users")
    for name in ("Tom Alvarez", "Ann Brown"):
        portal.page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check(force=True)
    portal.press("Actions (2)")
    portal.page.get_by_role("menuitem", name="Remove").click()
    each = portal.dialog.get_by_role("list", name="Numbers of each person").get_by_role("listitem")
    expect(each).to_have_count(2)
    line = each.filter(has_text="Tom Alvarez")
    if portal.width > 1000:
        line.get_by_role("button", name="Goes along").click()
    else:
        line.get_by_role("button", name="Who keeps").click()
        portal.page.get_by_role("option", name="Goes along").click()
    portal.press("Remove", within=portal.dialog)
    portal.says("Done for 2 of 2 people.")
    wait_until("the number to be Tom's", lambda: _holders(tom) == ["user"])
    wait_until("Ann to have none", lambda: _holders(ann) == [])


def test_who_leaves_and_who_dissolves_read_the_same_list(
    people: PeopleFactory, portal: Portal, opens: Opens, width: int
) -> None:
    """A member reads what leaving does to them, an owner what dissolving does."""
    owner, tom = _member_with_number(people)
    portal.sign_in(tom).go_to("Profile")
    portal.press("Leave team")
    expect(portal.dialog.get_by_text("Stays with the team", exact=True)).to_be_visible()
    portal.press("Cancel", within=portal.dialog)
    portal.press("Close account")
    expect(portal.dialog.get_by_text("You leave your team.")).to_be_visible()
    owners = opens().sign_in(owner).go_to("Profile")
    owners.press("Dissolve team")
    expect(owners.dialog.get_by_text("Goes with its user")).to_be_visible()


def _holders(person: Person) -> list[str]:
    return [it["holder"] for it in person.sees("/v1/numbers")["items"]]


def _panel(portal: Portal) -> Locator:
    portal.press("Manage Tom Alvarez")
    return portal.page.get_by_role("complementary", name="About Tom Alvarez")


def _choose(portal: Portal, what: str) -> None:
    """Choose who keeps the number: buttons side by side, on a phone a list."""
    if portal.width > 1000:
        portal.dialog.get_by_role("button", name=what).click()
    else:
        portal.dialog.get_by_role("button", name="Who keeps").click()
        portal.page.get_by_role("option", name=what).click()
