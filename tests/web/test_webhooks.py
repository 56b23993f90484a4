"""Webhooks in the portal: an endpoint is added with its events, tested, rotated, paused and resumed (E8)."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.receiver import receiver
from tests.web.conftest import See
from tests.web.portal import Portal

pytestmark = pytest.mark.browser


def test_an_owner_adds_rotates_and_pauses_an_endpoint(people: PeopleFactory, portal: Portal, see_both: See) -> None:
    """The secret is shown once; the log shows each sending; nothing sticks out, and axe finds nothing."""
    owner = people.owner("Wilma Webhook")
    owner.eventually("/v1/profile", manages_team=True)
    portal.sign_in(owner).go_to("Profile")
    portal.page.get_by_role("link", name="Webhooks").click()
    portal.says("No endpoints yet")
    see_both("no endpoints")
    with receiver() as target:
        portal.press("Add endpoint")
        portal.press("Add endpoint", within=portal.dialog)
        portal.says("Choose at least one event.")
        portal.fill("Address", f"{target.url}/{'a-long-name-of-a-system-' * 4}", within=portal.dialog)
        portal.fill("Description", "Dispatch board of the night shift in Sacramento", within=portal.dialog)
        portal.page.get_by_label("All events").check()
        see_both("the form")
        portal.press("Add endpoint", within=portal.dialog)
        portal.says("Copy the signing secret now")
        see_both("the secret")
        portal.press("I've saved it")
        expect(portal.page.get_by_text("whsec_")).to_have_count(0)
        portal.page.get_by_role("link", name="Dispatch board").click()
        portal.press("Send test")
        log = portal.page.get_by_role("table", name="Log")
        expect(log).to_contain_text("Delivered", timeout=60_000)
        log.get_by_role("button", name="Content and attempts").first.click()
        see_both("the log")
        portal.press("Rotate secret")
        portal.press("Rotate secret", within=portal.dialog)
        portal.says("we also sign requests with the old secret")
        see_both("the rotated secret")
        portal.press("Pause")
        portal.says("This endpoint is paused")
        see_both("a paused endpoint")
        portal.press("Resume")
        log.get_by_role("button", name="Resend webhook.test").click()
        portal.press("Delete")
        portal.press("Delete endpoint", within=portal.dialog)
        portal.says("No endpoints yet")
