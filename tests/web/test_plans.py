"""Number plans in the portal: what runs, what will be charged and when, and what happens when a charge fails."""

from playwright.sync_api import Locator, expect

from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.plans import buys_number, falls_past_due, plan_now
from tests.web.portal import Portal


def _opens_plans(portal: Portal, team: PayingTeam) -> Locator:
    portal.sign_in(team.owner).go_to("Billing")
    portal.page.get_by_role("link", name="Plans", exact=True).click()
    portal.says("Upcoming charges")
    portal.settled()
    return portal.page.get_by_role("table", name="Plans")


def test_a_plan_is_changed_cancelled_and_resumed_and_the_calendar_follows(
    people: PeopleFactory, portal: Portal
) -> None:
    """What will be charged is there before anything is decided, and is at once what was decided (B8, B15)."""
    team = PayingTeam.of_new_team(people)
    buys_number(team.owner)
    plans, to_come = _opens_plans(portal, team), portal.page.get_by_role("table", name="Upcoming charges")
    expect(plans).to_contain_text("Active")
    expect(to_come.get_by_role("rowheader").last).to_contain_text("Total through")
    _looks_as_far_as_it_goes(portal, to_come)
    plans.get_by_role("button", name="Change the plan for").click()
    portal.dialog.get_by_label("US local number, 12 months").check()
    expect(portal.dialog.get_by_role("table", name="Price")).to_contain_text("Charged to PayPal now$0.00")
    portal.press("Change plan", within=portal.dialog)
    expect(plans).to_contain_text("Then: US local number, 12 months")
    expect(to_come).to_contain_text("$10.00")
    plans.get_by_role("button", name="Cancel the plan for").click()
    portal.press("Cancel plan", within=portal.dialog)
    expect(plans).to_contain_text("None. Ends")
    portal.says("No charges through")
    plans.get_by_role("button", name="Resume the plan for").click()
    expect(to_come).to_contain_text("$10.00")


def _looks_as_far_as_it_goes(portal: Portal, to_come: Locator) -> None:
    """Any day of the next 13 months can be chosen and is in the address; another is refused at its field."""
    until = portal.page.get_by_label("Through the end of")
    at_first, farthest = until.input_value(), until.get_attribute("max") or ""
    until.fill(farthest)
    expect(to_come.get_by_role("row")).to_have_count(1 + 13 + 1)
    expect(to_come.get_by_role("row").last).to_contain_text("$13.00")
    portal.page.reload()
    expect(until).to_have_value(farthest)
    until.fill("2020-01-01")
    portal.says("Choose a date from")
    expect(to_come.get_by_role("row").last).to_contain_text("$13.00")
    until.fill(at_first)
    expect(to_come.get_by_role("row").last).to_contain_text("$1.00")


def test_a_plan_that_is_past_due_says_when_it_is_tried_again(people: PeopleFactory, portal: Portal) -> None:
    """Each try with its day, and what to do; once a try succeeds, all is well (B8)."""
    team = PayingTeam.of_new_team(people)
    plan = buys_number(team.owner)
    falls_past_due(team, plan)
    plans = _opens_plans(portal, team)
    expect(plans).to_contain_text("Past due")
    portal.says("The card or bank account behind the PayPal wallet declined the payment.")
    tries = portal.page.get_by_role("list", name="Attempts to charge the plan").get_by_role("listitem")
    expect(tries).to_have_count(5)
    expect(tries.nth(0)).to_contain_text("failed")
    expect(tries.nth(1)).to_contain_text("next attempt")
    expect(tries.nth(4)).to_contain_text("last attempt")
    portal.press("Try payment now")
    wait_until("the plan to be paid", lambda: plan_now(team.owner, plan)["status"] == "active" or None, limit=20)
    portal.page.reload()
    expect(plans).to_contain_text("Active")
