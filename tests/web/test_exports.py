"""A person, and an owner for the team, take along what is stored: asked for, followed and downloaded in the portal."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal


def test_a_person_and_an_owner_download_copies(people: PeopleFactory, portal: Portal) -> None:
    """Each is prepared while one waits or leaves, and its ZIP file has what is stored (I10)."""
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
