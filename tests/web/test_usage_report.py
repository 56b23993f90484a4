"""Browser tests of the choice of usage reports by mail, on the Usage page."""

import re

from playwright.sync_api import expect

from local.people import expected
from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens, See
from tests.web.portal import Portal
from tests.web.teams import joins


def _chooses(portal: Portal, label: str) -> None:
    portal.page.get_by_role("button", name="Send me a report").click()
    portal.page.get_by_role("option", name=label).click()


def test_the_owner_chooses_a_report(people: PeopleFactory, opens: Opens, see_both: See, portal: Portal) -> None:
    """It is saved at once, and says when the next one comes; a choice made elsewhere is not overwritten (B12)."""
    owner = people.owner()
    portal.sign_in(owner).go_to("Usage")
    expect(portal.page.get_by_role("heading", name="Report by email")).to_be_visible()
    _chooses(portal, "Weekly")
    portal.says("Report saved.")
    expect(portal.page.get_by_text(re.compile(r"^Next: \w+ \d+, \d{4}, 6:00"))).to_be_visible()
    see_both("a report by mail")
    assert expected(owner.get("/v1/usage/reports"), 200)["every"] == "weekly"
    expected(owner.put("/v1/usage/reports", {"every": "off"}), 200)
    _chooses(portal, "Monthly")
    portal.says("This setting was changed meanwhile")
    expect(portal.page.get_by_role("button", name="Send me a report")).to_contain_text("Off")
    _chooses(portal, "Monthly")
    portal.says("Next: ")
    assert expected(owner.get("/v1/usage/reports"), 200)["every"] == "monthly"


def test_an_admin_reads_it_and_an_owner_by_text_is_warned(people: PeopleFactory, opens: Opens) -> None:
    """What is chosen is the owner's; without notices by email it says why none would come (E1)."""
    owner, admin = people.owner(), people.user("Ada")
    joins(owner, admin)
    expected(owner.patch(f"/v1/team/users/{admin.account_id}", {"role": "admin"}), 200)
    expected(owner.put("/v1/usage/reports", {"every": "monthly"}), 200)
    expected(owner.patch("/v1/profile", {"notices": ["text"]}), 200)
    owner.eventually("/v1/usage/reports", obstacle="mails_off")
    portal = opens().sign_in(owner).go_to("Usage")
    portal.says("you only get notices by text")
    reader = opens().sign_in(admin).go_to("Usage")
    reader.says("Monthly. The team's owner gets it")
    expect(reader.page.get_by_role("button", name="Send me a report")).to_have_count(0)
