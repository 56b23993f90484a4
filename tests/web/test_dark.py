"""Light and dark: as the system has it, or as its reader chose."""

from playwright.sync_api import expect

from tests.browser import axe_violations
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.teams import team_of_many

_DARK = "awsui-dark-mode"


def test_every_screen_is_accessible_in_the_dark(people: PeopleFactory, width: int, portal: Portal) -> None:
    """The contrasts hold for a system that is dark, before sign-in and after."""
    owner, found = team_of_many(people), dict[str, list[str]]()

    def see(what: str) -> None:
        if violations := axe_violations(portal.page):
            found[what] = violations

    portal.page.emulate_media(color_scheme="dark")
    portal.open("/plans", "How it works and what it costs")
    see("plans")
    portal.open("/sign-in", "Sign in")
    expect(portal.page.locator("html")).to_have_class(_DARK)
    see("sign-in")
    portal.sign_in(owner)
    see("dashboard")
    for place in ("Usage", "Users", "Numbers", "Calls", "Texts", "Billing", "Activity", "Profile"):
        portal.go_to(place)
        see(place)
    portal.go_to("Users")
    portal.press("Manage Priya Nair")
    portal.says("Give credits")
    see("a member")
    portal.press("Remove")
    see("removing")
    assert found == {}, f"at {width} px"


def test_light_or_dark_is_chosen_and_remembered(people: PeopleFactory, portal: Portal) -> None:
    """The choice of this browser counts more than the system's, and is there before the first drawing."""
    portal.sign_in(people.owner("Olivia Owner"))
    root = portal.page.locator("html")
    for choice, name in (("Dark", _DARK), ("As my system", "")):
        portal.page.get_by_role("button", name="Olivia Owner").click()
        portal.page.get_by_role("menuitemcheckbox", name=choice).click()
        expect(root).to_have_class(name)
    portal.page.get_by_role("button", name="Olivia Owner").click()
    portal.page.get_by_role("menuitemcheckbox", name="Dark").click()
    portal.page.reload()
    expect(root).to_have_class(_DARK)
