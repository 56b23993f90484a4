"""A subscriber of an app store moves in the portal, or joins a team with their code (B9, B10, B21)."""

from pathlib import Path

from playwright.sync_api import expect

from local.people import Person, expected
from local.polling import wait_until
from local.subscribers import chooses_number, subscribes
from tests.browser import axe_violations
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens, See
from tests.web.portal import Portal


def test_both_calendars_come_before_the_move(
    people: PeopleFactory, portal: Portal, see: See, width: int, tmp_path: Path
) -> None:
    """A table and a strip for each; who cancels what; and afterwards what is left to do."""
    ben = people.user("Ben Buyer")
    subscribes(ben, "app_store")
    chooses_number(ben)
    portal.sign_in(ben)
    portal.go_to("Billing")
    portal.page.screenshot(path=tmp_path / f"stores-{width}.png", full_page=True)
    portal.press("Move to the web")
    portal.settled()
    expect(portal.dialog.get_by_role("table", name="If you stay in the store")).to_be_visible()
    expect(portal.dialog.get_by_role("table", name="If you move to the web")).to_be_visible()
    expect(portal.dialog.get_by_text("Days paid twice: 0")).to_be_visible()
    portal.page.screenshot(path=tmp_path / f"move-{width}.png")
    see("store-move")
    portal.press("Move to the web", within=portal.dialog)
    portal.says("Every day you paid for stays yours")
    portal.says("Cancel it in the App Store")
    portal.page.screenshot(path=tmp_path / f"moved-{width}.png", full_page=True)
    see("store-moved")


def test_an_owner_chooses_a_number_that_a_store_is_paid_for(
    people: PeopleFactory, portal: Portal, see: See, width: int, tmp_path: Path
) -> None:
    """Beside PayPal, and without it: it is their own number, nothing is charged now, and what follows is said."""
    owner = people.owner("Olivia Owner")
    subscribes(owner, "app_store")
    portal.sign_in(owner)
    portal.open("/numbers/new?area_code=415", "Choose a number")
    portal.page.get_by_role("list", name="Available numbers").get_by_role("button").first.click()
    portal.page.get_by_role("radio", name="Your subscription in the App Store").check()
    portal.says("The number is your own, not the team's.")
    portal.says("The App Store charges you again on")
    portal.settled()
    portal.page.screenshot(path=tmp_path / f"choose-in-store-{width}.png", full_page=True)
    see("choose-in-store")
    portal.page.get_by_role("checkbox", name="I understand").check()
    portal.press("Get this number")
    wait_until("the number to be paid in the store", lambda: _is_in_store(owner), limit=30)


def _is_in_store(person: Person) -> bool:
    return [it["source"] for it in expected(person.get("/v1/subscriptions", payer="self"), 200)["items"]] == ["store"]


def test_who_joins_in_the_portal_agrees_first(
    people: PeopleFactory, portal: Portal, opens: Opens, see: See, width: int, tmp_path: Path
) -> None:
    """The code's link shows who pays, what is seen and what stays; only then the button joins."""
    team, ben = PayingTeam.of_new_team(people), people.user("Ben Buyer")
    subscribes(ben, "google_play")
    chooses_number(ben)
    team.owner.invites(ben)
    code = ben.transfer_code_from("sms")
    portal.sign_in(ben)
    portal.open(f"/join#code={code}", "Join your team")
    portal.press("See what changes and join here")
    portal.settled()
    button = portal.page.get_by_role("button", name="Join Olivia Owner's team")
    expect(button).to_be_disabled()
    portal.says("We'll cancel its renewal for you")
    portal.page.screenshot(path=tmp_path / f"join-{width}.png", full_page=True)
    see("join-consent")
    portal.page.get_by_role("checkbox").check()
    button.click()
    portal.shows("Dashboard")
    owners = opens().sign_in(team.owner).open(f"/users/{ben.account_id}", "Users")
    owners.says("Own number plans")
    owners.page.screenshot(path=tmp_path / f"taken-on-{width}.png", full_page=True)
    assert axe_violations(owners.page) == []
