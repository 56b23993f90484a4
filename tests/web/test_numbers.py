"""Tests of phone numbers in the portal: search, purchase, assignment, cancellation, restoration."""

from playwright.sync_api import Locator, expect

from local.numbers import buy_number, choose_number, set_order_behavior, wait_for_number
from local.people import Json, Person, expected
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.plans import falls_past_due
from tests.web.portal import Portal
from tests.web.teams import joins
from tests.web.wallet import approve, captures


def _written(phone_number: str) -> str:
    return f"({phone_number[2:5]}) {phone_number[5:8]}-{phone_number[8:]}"


def _listed(portal: Portal, number: str) -> Locator:
    """The row of a number, as it is written."""
    return portal.page.get_by_role("table", name="Numbers").get_by_role("row").filter(has_text=number)


def _row(portal: Portal, phone_number: str) -> Locator:
    return _listed(portal, _written(phone_number))


def _panel(portal: Portal, phone_number: str) -> Locator:
    return portal.page.get_by_role("complementary", name=f"About {_written(phone_number)}")


def _chooses(portal: Portal, at: int = 0) -> str:
    """Take one of the numbers on offer, and wait for its price. Returns the number as it is written."""
    offers = portal.page.get_by_role("list", name="Available numbers").get_by_role("listitem")
    button = offers.nth(at).get_by_role("button")
    number = (button.get_attribute("aria-label") or "").removeprefix("Select ")
    button.click()
    expect(portal.page.get_by_role("complementary").get_by_text("Charged to PayPal now")).to_be_visible()
    portal.page.get_by_label("I understand").check()
    return number


def _has_number(team: PayingTeam, **more: str) -> Json:
    bought = buy_number(team.owner, choose_number(team.owner)["phone_number"], **more)
    return wait_for_number(team.owner, bought["number_id"], "active")


def _plan_of(owner: Person, number: Json) -> Json:
    found = expected(owner.get("/v1/subscriptions"), 200)["items"]
    return next(dict(plan) for plan in found if plan["number_id"] == number["number_id"])


def test_a_number_is_found_and_bought_for_a_user_once(people: PeopleFactory, portal: Portal) -> None:
    """From their panel: search, price, one payment however often it is pressed; then it works by itself (N1, N2)."""
    team, priya = PayingTeam.of_new_team(people), people.user("Priya Nair")
    joins(team.owner, priya)
    portal.sign_in(team.owner).go_to("Users")
    portal.press("Manage Priya Nair")
    portal.says("No number yet.")
    portal.page.get_by_role("link", name="Add a number").click()
    portal.says("For Priya Nair.")
    expect(portal.page.get_by_label("Area code")).to_have_value(priya.phone_number[2:5])
    portal.fill("Area code", "41")
    portal.press("Search")
    portal.says("Enter three digits, such as 415.")
    portal.fill("Area code", "415")
    portal.fill("Contains", "JJJ-1")
    portal.press("Search")
    portal.says("San Francisco, CA")
    portal.page.get_by_role("checkbox", name="Emergency calls").check()
    portal.page.wait_for_url("**emergency=yes**")
    portal.says("San Francisco, CA")
    number = _chooses(portal)
    assert number.startswith("(415) 555-1")
    before = len(captures(team.owner))
    portal.page.get_by_role("button", name="Pay $1.00 with PayPal").dblclick()
    row = _listed(portal, number)
    expect(row).to_contain_text("Active")
    expect(row).to_contain_text("Priya Nair")
    expect(row).to_contain_text("Default")
    assert len(captures(team.owner)) == before + 1


def test_a_second_number_is_named_made_the_default_and_moved(people: PeopleFactory, portal: Portal) -> None:
    """Several numbers for one person, one of them the default; then another person has it (N4)."""
    team, priya, tom = PayingTeam.of_new_team(people), people.user("Priya Nair"), people.user("Tom Alvarez")
    for person in (priya, tom):
        joins(team.owner, person)
        team.owner.sees("/v1/numbers", user_id=person.account_id)
    first = _has_number(team, user_id=priya.account_id)
    portal.sign_in(team.owner).go_to("Numbers")
    portal.page.get_by_role("link", name="Get a number").click()
    portal.page.get_by_role("button", name="Toll-free").click()
    portal.says("Toll-free number")
    number = _chooses(portal)
    portal.page.get_by_role("button", name="User").click()
    portal.page.get_by_role("option", name="Priya Nair").click()
    portal.press("Pay $4.00 with PayPal")
    panel = portal.page.get_by_role("complementary", name=f"About {number}")
    row = _listed(portal, number)
    portal.press("Make default for outgoing calls", within=panel)
    expect(row).to_contain_text("Default")
    expect(_row(portal, first["phone_number"])).not_to_contain_text("Default")
    portal.fill("Label", "Support", within=panel)
    portal.press("Save", within=panel)
    expect(row).to_contain_text("Support")
    portal.press("Move", within=panel)
    portal.dialog.get_by_role("button", name="User").click()
    portal.page.get_by_role("option", name="Tom Alvarez").click()
    portal.press("Save", within=portal.dialog)
    expect(row).to_contain_text("Tom Alvarez")
    expect(_row(portal, first["phone_number"])).to_contain_text("Default")
    portal.page.get_by_role("button", name="User").click()
    portal.page.get_by_role("option", name="Priya Nair").click()
    expect(row).to_have_count(0)


def test_a_number_is_given_up_kept_and_had_back_from_its_reserve(people: PeopleFactory, portal: Portal) -> None:
    """What happens is listed first; undone with one click; after its plan a new one brings it back (N5, B8)."""
    team = PayingTeam.of_new_team(people)
    number = _has_number(team)
    portal.sign_in(team.owner).open(f"/numbers/{number['number_id']}", "Numbers")
    panel, row = _panel(portal, number["phone_number"]), _row(portal, number["phone_number"])
    portal.press("Change plan", within=panel)
    portal.dialog.get_by_label("US local number, 12 months").check()
    portal.press("Change plan", within=portal.dialog)
    expect(panel.get_by_text("$10.00 for 12 months")).to_be_visible()
    portal.press("Cancel number", within=panel)
    expect(portal.dialog.get_by_text("stays reserved for 30 days")).to_be_visible()
    portal.press("Cancel number", within=portal.dialog)
    expect(row).to_contain_text("Canceled")
    portal.press("Keep number", within=panel)
    expect(row).to_contain_text("Active")
    portal.press("Cancel number", within=panel)
    portal.press("Cancel number", within=portal.dialog)
    expect(row).to_contain_text("Canceled")
    team.paypal.run_job("renew_plans", _plan_of(team.owner, number)["paid_through"])
    wait_for_number(team.owner, number["number_id"], "releasing")
    portal.page.reload()
    expect(row).to_contain_text("Reserved")
    portal.press("Restore", within=panel)
    portal.dialog.get_by_label("$1.00 a month").check()
    portal.press("Pay $1.00 with PayPal", within=portal.dialog)
    expect(row).to_contain_text("Active")


def test_what_cannot_be_bought_says_why_and_keeps_what_was_chosen(people: PeopleFactory, portal: Portal) -> None:
    """No wallet, no acknowledgment (N11), a carrier that is down, a number that is taken: at its field (N2, E3)."""
    first, fresh = PayingTeam.of_new_team(people), people.owner("Felix Fresh")
    portal.sign_in(fresh).go_to("Numbers")
    portal.says("Your team has no numbers yet")
    portal.page.get_by_role("link", name="Get a number").last.click()
    portal.page.get_by_role("button", name="Select (").first.click()
    portal.says("Connect PayPal first")
    portal.page.get_by_role("link", name="Go to billing").click()
    approve(portal)  # and back to the number by itself
    panel = portal.page.get_by_role("complementary")
    expect(panel.get_by_text("Charged to PayPal now")).to_be_visible()
    panel.get_by_label("$10.00 for 12 months").check()
    portal.press("Pay $10.00 with PayPal")
    expect(panel.get_by_text("Confirm this before you buy a number.")).to_be_visible()
    panel.get_by_label("I understand").check()
    set_order_behavior(fresh.addresses, fault="all_down", times=1)
    portal.press("Pay $10.00 with PayPal")
    expect(panel.get_by_text("The carrier isn't responding right now.")).to_be_visible()
    set_order_behavior(fresh.addresses)
    taken = (panel.get_attribute("aria-label") or "").removeprefix("About ")
    buy_number(first.owner, "+1" + "".join(filter(str.isdecimal, taken)))
    portal.press("Pay $10.00 with PayPal")
    expect(panel.get_by_text("This number was just taken.")).to_be_visible()
    expect(panel.get_by_label("$10.00 for 12 months")).to_be_checked()
    expect(portal.page.get_by_role("button", name=f"Select {taken}")).to_have_count(0)


def test_a_number_in_trouble_is_on_the_dashboard(people: PeopleFactory, portal: Portal) -> None:
    """An order that came to nothing and a renewal that is not paid, each with its way on (N2, B8)."""
    team = PayingTeam.of_new_team(people)
    late = _has_number(team)
    falls_past_due(team, _plan_of(team.owner, late))
    set_order_behavior(team.owner.addresses, outcome="failure", times=1)
    failed = buy_number(team.owner, choose_number(team.owner, area_code="512")["phone_number"])
    wait_for_number(team.owner, failed["number_id"], "failed")
    wait_for_number(team.owner, late["number_id"], "suspended")
    portal.sign_in(team.owner)
    portal.says(f"{_written(failed['phone_number'])} wasn't delivered")
    dashboard = portal.page.get_by_role("main")
    dashboard.get_by_role("link", name="Show").first.click()
    panel = _panel(portal, late["phone_number"])
    expect(panel.get_by_text("The renewal wasn't paid")).to_be_visible()
    portal.press("Cancel number", within=panel)
    expect(portal.dialog.get_by_role("button", name="Cancel number", exact=True)).to_be_disabled()
    portal.press("Cancel", within=portal.dialog)
    portal.press("Manage " + _written(failed["phone_number"]))
    portal.says("The carrier couldn't deliver it.")


def test_a_member_sees_their_own_numbers(people: PeopleFactory, portal: Portal) -> None:
    """On their dashboard and in their list; they may name one, and no more than that (N4, T1)."""
    team, mia = PayingTeam.of_new_team(people), people.user("Mia Torres")
    joins(team.owner, mia)
    team.owner.sees("/v1/numbers", user_id=mia.account_id)
    number, other = _has_number(team, user_id=mia.account_id), _has_number(team)
    portal.sign_in(mia)
    portal.page.get_by_role("link", name=_written(number["phone_number"])).click()
    panel = _panel(portal, number["phone_number"])
    portal.fill("Label", "Mine", within=panel)
    portal.press("Save", within=panel)
    expect(_row(portal, number["phone_number"])).to_contain_text("Mine")
    expect(_row(portal, other["phone_number"])).to_have_count(0)
    expect(panel.get_by_role("button", name="Cancel number")).to_have_count(0)
    portal.open(f"/numbers/{other['number_id']}", "Numbers")
    portal.says("We couldn't load this number")


def test_a_visitor_reads_what_it_costs(people: PeopleFactory, portal: Portal) -> None:
    """From the sign-in, without an account: plans, and the rate of a country or of a number (B8, B11)."""
    portal.open("/sign-in", "Sign in")
    portal.page.get_by_role("link", name="How it works and what it costs").click()
    portal.shows("How it works and what it costs")
    portal.settled()
    expect(portal.page.get_by_role("list", name="Plans")).to_contain_text("$1.00 a month")
    rates = portal.page.get_by_role("table", name="What calls and texts cost")
    portal.fill("Country or phone number", "germ")
    expect(rates.get_by_role("row").filter(has_text="Germany, mobile")).to_contain_text("$0.045")
    portal.fill("Country or phone number", "+44 7700 900123")
    expect(rates.get_by_role("row")).to_have_count(2)
    expect(rates).to_contain_text("United Kingdom, mobile")
    portal.fill("Country or phone number", "Atlantis")
    portal.says("No country or number matches.")
