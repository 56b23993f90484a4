"""API keys in the portal: the owner makes one, copies its secret once, rotates and revokes it (decision 093)."""

import re

import pytest
from playwright.sync_api import APIResponse, expect

from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal

pytestmark = pytest.mark.browser


def test_an_owner_makes_rotates_and_revokes_an_api_key(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """The secret opens what was chosen and nothing else; nothing sticks out, and axe finds nothing."""
    owner = people.owner("Kay Keyes")
    owner.eventually("/v1/profile", manages_team=True)
    portal.sign_in(owner).go_to("Profile")
    portal.page.get_by_role("link", name="API keys").click()
    portal.says("No API keys yet")
    see_both("no API keys")
    portal.press("Make API key")
    portal.press("Make API key", within=portal.dialog)
    portal.says("Choose at least one.")
    portal.fill("Name", "Monthly books of the accountant in Sacramento", within=portal.dialog)
    portal.page.get_by_label("See the team, its activity log").check()
    see_both("the form")
    portal.fill("Networks", "here", within=portal.dialog)
    portal.press("Make API key", within=portal.dialog)
    portal.says("Enter a network such as")
    portal.fill("Networks", "", within=portal.dialog)
    portal.press("Make API key", within=portal.dialog)
    portal.says("Copy the secret of the API key now")
    see_both("the secret")
    first = _shown_secret(portal)
    assert _ask(portal, first, "/v1/team").status == 200
    assert _ask(portal, first, "/v1/team/users").json()["code"] == "scope_missing"
    portal.press("I've saved it")
    expect(portal.page.get_by_text(first)).to_have_count(0)
    portal.press("Rotate Monthly books of the accountant in Sacramento")
    see_both("the rotation")
    portal.press("Rotate", within=portal.dialog)
    portal.says("The former secret works until")
    second = _shown_secret(portal)
    assert [_ask(portal, secret, "/v1/team").status for secret in (first, second)] == [200, 200]
    see_both("two secrets")
    portal.press("I've saved it")
    portal.press("Revoke Monthly books of the accountant in Sacramento")
    portal.press("Revoke API key", within=portal.dialog)
    portal.says("No API keys yet")
    assert _ask(portal, second, "/v1/team").json()["code"] == "api_key_revoked"


def _shown_secret(portal: Portal) -> str:
    shown = portal.page.get_by_text(re.compile("^tlk_[0-9A-Za-z]{46}$"))
    return str(shown.first.inner_text())


def _ask(portal: Portal, secret: str, path: str) -> APIResponse:
    url = re.sub(r"(https?://[^/]+).*", r"\1", portal.page.url)
    return portal.page.request.get(f"{url}{path}", headers={"authorization": f"Bearer {secret}"})
