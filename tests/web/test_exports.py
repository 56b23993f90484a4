"""A person takes along what is stored of them, and closes the account: the portal shows both to the end (I10)."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal


def test_a_person_and_an_owner_download_copies_and_the_account_is_closed(people: PeopleFactory, portal: Portal) -> None:
    """Each copy is prepared while one waits or leaves; after the closing the page says what is erased and kept."""
    owner = people.owner("Ella Export")
    owner.eventually("/v1/profile", manages_team=True)
    portal.sign_in(owner).go_to("Profile")
    for kind, file in (("your data", "identity/account.json"), ("team data", "teams/people.json")):
        portal.page.get_by_role("button", name=f"Request a copy of {kind}").click()
        copies = portal.page.get_by_role("list", name=f"Copies of {kind}")
        expect(copies).to_contain_text("Ready", timeout=90_000)
        copies.get_by_role("button").click()
        with portal.page.expect_download() as downloading:
            copies.get_by_role("link").click()
        with ZipFile(io.BytesIO(Path(downloading.value.path()).read_bytes())) as archive:
            assert json.loads(archive.read(file))[0]["name"] == "Ella Export"
    portal.press("Close account")
    portal.fill("To confirm, type", "Ella Export", within=portal.dialog)
    portal.press("Close account", within=portal.dialog)
    expect(portal.page.get_by_text("Your data is erased")).to_be_visible(timeout=90_000)
    expect(portal.page.get_by_text("Kept, and why:").first).to_be_visible()
    expect(portal.page.get_by_text("Ella Export")).to_have_count(0)
