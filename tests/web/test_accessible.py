"""Everybody can use the portal: axe finds nothing, keys suffice, a phone's width is enough."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.plans import looks_ahead, team_with_plans
from tests.web.portal import Portal
from tests.web.teams import team_of_many
from tests.web.wallet import ask_the_price, attach

_SUBSCRIPTIONS = "**/v1/subscriptions"


@dataclass
class Cast:
    """Who looks at the screens."""

    owner: Person
    alone: Person


@pytest.fixture(scope="module")
def cast(people_factory: PeopleFactory) -> Cast:
    """One team for all looks at it: nothing here changes it for good."""
    return Cast(owner=team_of_many(people_factory), alone=people_factory.user("Nora Lone"))


def test_the_way_in_is_accessible(cast: Cast, width: int, portal: Portal, see: See) -> None:
    """Sign-in, sign-up and reset, with and without their errors."""
    portal.open("/sign-in", "Sign in")
    see("sign-in")
    portal.press("Sign in")
    see("sign-in with what is missing")
    portal.fill("Phone number", cast.alone.phone_number)
    portal.fill("Password", "wrong")
    portal.press("Sign in")
    portal.says("The phone number or password is incorrect.")
    see("sign-in refused")
    portal.open("/sign-up", "What's your phone number?")
    portal.fill("Phone number", "12")
    portal.press("Send me a code")
    portal.says("phone number")
    see("sign-up refused")
    portal.open("/reset-password", "Choose a new password")
    see("reset")
    portal.page.goto("/confirm-email?token=none")
    portal.says("Is this your email address for Teamline?")
    see("a confirmation")
    portal.press("Confirm email")
    portal.says("This link doesn't work")
    see("a dead link")


def test_the_steps_of_signing_up_are_accessible(people: PeopleFactory, width: int, portal: Portal, see: See) -> None:
    """The code with its error, and who you are."""
    grace = people.without_account("Grace Hopper")
    portal.open("/sign-up", "What's your phone number?")
    portal.fill("Phone number", grace.phone_number)
    portal.press("Send me a code")
    code = grace.code_from("sms")
    portal.fill("Code", f"{(int(code) + 1) % 1_000_000:06}")
    portal.says("This isn't the code we sent.")
    see("the code refused")
    portal.fill("Code", code)
    portal.shows("Your details")
    see("who you are")


def test_every_screen_is_accessible(cast: Cast, width: int, portal: Portal, see: See) -> None:
    """Each place of the menu, full."""
    portal.sign_in(cast.owner)
    see("dashboard")
    for place in ("Usage", "Users", "Billing", "Activity", "Profile"):
        portal.go_to(place)
        see(place)
    if width < 760:
        portal.press("Open menu")
        see("the menu")


def test_panels_and_dialogs_of_users_are_accessible(cast: Cast, width: int, portal: Portal, see: See) -> None:
    """A member, an invitation, adding one and several, removing."""
    portal.sign_in(cast.owner).go_to("Users")
    portal.press("Manage Grace Kim")
    portal.settled()
    see("an invitation")
    portal.press("Close panel")
    portal.press("Manage Priya Nair")
    portal.says("Give credits")
    see("a member")
    portal.press("Remove")
    portal.fill("To confirm, type “Priya Nair”", "Priya", within=portal.dialog)
    portal.page.keyboard.press("Enter")
    portal.says("This doesn't match “Priya Nair”.")
    see("removing, with an error")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Close panel")
    portal.page.get_by_role("row").filter(has_text="Priya Nair").get_by_role("checkbox").check(force=True)
    portal.press("Actions (1)")
    see("what can be done to the selected people")
    portal.page.get_by_role("menuitem", name="Give credits").click()
    portal.fill("Credits for each person", "5", within=portal.dialog)
    portal.says("in total, from the team's balance")
    see("giving credits to the selected people")
    portal.press("Cancel", within=portal.dialog)
    portal.press("Add users")
    portal.press("Send invitation", within=portal.dialog)
    see("adding one, with errors")
    if width > 760:
        portal.dialog.get_by_role("button", name="Several").click()
        portal.dialog.get_by_label("One person per line").fill("12, nobody\n(415) 555-0100, a@example.com")
        expect(portal.dialog.get_by_text("1 row has an error")).to_be_visible()
        see("adding several, with faults")


def test_paying_is_accessible(people: PeopleFactory, width: int, portal: Portal, see: See) -> None:
    """A new team's steps, the wallet, the price, the outcome."""
    portal.sign_in(people.owner("Felix Fresh"))
    see("the first steps")
    portal.go_to("Billing")
    see("billing without a wallet")
    attach(portal)
    ask_the_price(portal, "20")
    see("the price")
    portal.press("Pay $20.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    portal.settled()
    see("paid")


def test_plans_are_accessible(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """Plans past due, cancelled and running; charges to come; another plan; cancelling; what cannot be read."""
    portal.sign_in(team_with_plans(people)).page.route(_SUBSCRIPTIONS, lambda route: route.abort())
    portal.page.goto("/billing/plans")
    again = portal.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    see_both("plans failing")
    portal.page.unroute(_SUBSCRIPTIONS)
    again.click()
    portal.says("next attempt")
    looks_ahead(portal)
    see_both("plans")
    portal.page.get_by_label("Through the end of").fill("2020-01-01")
    portal.page.get_by_role("button", name="Change the plan for").first.click()
    portal.dialog.get_by_role("radio", checked=False).first.check()
    expect(portal.dialog.get_by_text("Charged to PayPal now")).to_be_visible()
    see_both("another plan and its price, behind it a day that is over")
    portal.press("Keep current plan", within=portal.dialog)
    portal.page.get_by_role("button", name="Cancel the plan for").first.click()
    see_both("cancelling a plan")


def test_a_person_without_a_team_finds_accessible_screens(cast: Cast, width: int, portal: Portal, see: See) -> None:
    """How to open one, what is denied, and what is not there."""
    portal.sign_in(cast.alone)
    see("without a team")
    portal.open("/billing/plans", "Billing")
    portal.says("No upcoming charges")
    see("no plans")
    portal.go_to("Numbers")
    portal.says("You have no numbers yet")
    see("no numbers")
    portal.open("/users", "Users")
    portal.says("You don't have access")
    see("denied")
    portal.open("/nowhere", "Page not found")
    see("no such page")


@pytest.mark.parametrize("place", ["/", "/users", "/billing", "/activity", "/profile"])
def test_a_screen_that_fails_says_so_and_tries_again(
    cast: Cast, width: int, portal: Portal, see: See, place: str
) -> None:
    """Where the API does not answer, there is a reason and a button; pressed, the screen is there."""
    portal.sign_in(cast.owner)
    asked = {
        "/": "**/v1/billing",
        "/users": "**/v1/team/users?*",
        "/billing": "**/v1/billing",
        "/activity": "**/v1/team/activity?*",
        "/profile": "**/v1/sessions",
    }[place]
    portal.page.route(asked, lambda route: route.abort())
    portal.page.goto(place)
    again = portal.page.get_by_role("button", name="Try again").first
    expect(again).to_be_visible()
    portal.says("We can't reach Teamline.")
    see(f"{place} failing")
    portal.page.unroute(asked)
    again.click()
    expect(again).to_have_count(0)


def test_keys_alone_suffice(people: PeopleFactory, portal: Portal) -> None:
    """From sign-in to an invitation sent and back to the gear, without a mouse."""
    owner, sam = people.owner(), people.without_account("Sam Okafor")
    keys = portal.page.keyboard
    portal.open("/sign-in", "Sign in")
    expect(portal.page.get_by_label("Phone number")).to_be_focused()
    keys.type(owner.phone_number)
    keys.press("Tab")
    keys.type(owner.password)
    keys.press("Enter")
    portal.shows("Dashboard")
    expect(portal.page.get_by_role("navigation").get_by_role("link", name="Users")).to_be_visible()
    portal.settled()
    _tab_to(portal, "Users")
    keys.press("Enter")
    portal.shows("Users")
    portal.settled()
    _tab_to(portal, "Add users")
    keys.press("Enter")
    _tab_to(portal, "Phone number")
    keys.type(sam.phone_number)
    keys.press("Tab")
    keys.type(sam.email)
    keys.press("Enter")
    portal.says(f"We invited {sam.email}")
    keys.press("Escape")
    expect(portal.page.get_by_role("button", name=f"Manage {sam.email}")).to_be_visible()
    _tab_to(portal, f"Manage {sam.email}")
    keys.press("Enter")
    panel = portal.page.get_by_role("complementary", name=f"About {sam.email}")
    expect(panel).to_be_focused()
    keys.press("Escape")
    expect(panel).to_have_count(0)
    expect(portal.page.get_by_role("button", name=f"Manage {sam.email}")).to_be_focused()


_NAME_OF_FOCUS = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.innerText ?? "";
  return (at.getAttribute("aria-label") || label || at.innerText || "").trim();
}"""


def _tab_to(portal: Portal, name: str, most: int = 40) -> None:
    for _ in range(most):
        portal.page.keyboard.press("Tab")
        if portal.page.evaluate(_NAME_OF_FOCUS) == name:
            return
    raise AssertionError(f"{name} is not reached by {most} tabs")
