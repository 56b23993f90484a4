"""The portal in other languages: chosen before sign-in and in the profile, and no word of it is of no catalogue."""

import pytest
from playwright.sync_api import expect

from local.people import Person, expected
from tests.journeys.people import PeopleFactory
from tests.web.marked import speak_marked, unmarked_words, written
from tests.web.places import PLACES, PUBLIC
from tests.web.portal import Portal
from tests.web.teams import team_of_many

_READ = ("/v1/profile", "/v1/team", "/v1/team/users", "/v1/team/activity", "/v1/plans", "/v1/sessions")
# Brands, file types, currencies and zones are the same everywhere; months and countries are written by the browser.
_SAME = {"Teamline", "PayPal", "Google Play", "App Store", "CSV", "PDF", "USD", "EST", "EDT", "UTC", "America/New York",
         "Canadá", "Estados Unidos"}  # fmt: skip
_MONTHS = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "sep", "oct", "nov", "dic"}


@pytest.fixture(scope="module")
def owner(people_factory: PeopleFactory) -> Person:
    """A team that one can look at."""
    return team_of_many(people_factory)


def test_a_public_page_has_only_words_of_a_catalogue(width: int, portal: Portal) -> None:
    """Each word is marked, and a third more of them still fits."""
    speak_marked(portal.page)
    assert _faults(portal, PUBLIC, set()) == {}


def test_a_screen_has_only_words_of_a_catalogue(owner: Person, width: int, portal: Portal) -> None:
    """Each word that isn't someone's data is marked, and a third more of them still fits."""
    portal.sign_in(owner)
    expected(owner.patch("/v1/profile", {"language": "es"}), 200)
    speak_marked(portal.page)
    data = {text for path in _READ for text in written(owner.get(path).json()) if text != text.lower()}
    try:
        assert _faults(portal, PLACES, data) == {}
    finally:
        expected(owner.patch("/v1/profile", {"language": "en"}), 200)


def test_spanish_is_chosen_before_sign_in(portal: Portal) -> None:
    """By a link at the foot of the page; it stays chosen."""
    portal.open("/sign-in", "Sign in")
    portal.page.get_by_role("link", name="Español").click()
    portal.shows("Iniciar sesión")
    expect(portal.page.locator("html")).to_have_attribute("lang", "es")
    portal.open("/plans", "Cómo funciona y cuánto cuesta")
    portal.page.get_by_role("link", name="English").click()
    portal.shows("How it works and what it costs")


def test_another_language_keeps_what_sign_in_has(portal: Portal) -> None:
    """Where to go on after the sign-in is in the tab's history, which a link would leave."""
    portal.open("/billing", "Sign in")
    portal.page.get_by_role("link", name="Español").click()
    portal.shows("Iniciar sesión")
    assert portal.page.evaluate("history.state.usr.from") == "/billing"


def test_the_page_follows_the_language_of_the_profile(people: PeopleFactory, portal: Portal) -> None:
    """It is chosen beside the time zone; dates are in Spanish, sums as in the US."""
    portal.sign_in(people.owner("Olivia Owner")).go_to("Profile")
    portal.page.get_by_role("button", name="Language").click()
    portal.page.get_by_role("option", name="Español").click()
    portal.page.get_by_role("form", name="Your details").get_by_role("button", name="Save").click()
    portal.shows("Perfil")
    expect(portal.page.locator("html")).to_have_attribute("lang", "es")
    portal.open("/billing", "Facturación")
    expect(portal.page.get_by_text("$0.00").first).to_be_visible()


def test_rates_are_found_in_spanish(portal: Portal) -> None:
    """A destination is read and searched in the language of the page, with or without its accents."""
    portal.open("/plans?lang=es", "Cómo funciona y cuánto cuesta")
    search = portal.page.get_by_role("searchbox")
    search.fill("mexico")
    expect(portal.page.get_by_role("rowheader").first).to_contain_text("México")
    search.fill("+44 7")
    expect(portal.page.get_by_role("rowheader").first).to_contain_text("Reino Unido, móvil")
    search.fill("Alemania")
    expect(portal.page.get_by_role("rowheader").first).to_contain_text("Alemania, fijo")


def _faults(portal: Portal, paths: tuple[str, ...], data: set[str]) -> dict[str, object]:
    """Return what is wrong by address: words of no catalogue, and how much is too wide."""
    found: dict[str, object] = {}
    for path in paths:
        portal.page.goto(path)
        expect(portal.page.get_by_role("heading", level=1).first).to_be_visible()
        portal.page.wait_for_load_state("networkidle")
        words = [word for word in unmarked_words(portal.page, data | _SAME) if word.lower() not in _MONTHS]
        over = portal.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if words or over > 0:
            found[path] = (words, over)
    return found
