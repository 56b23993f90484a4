"""Tests of usage in the portal: the figures, the filters, the chart by keys, the file."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from local.people import expected
from tests.journeys.people import PeopleFactory
from tests.web.conftest import See
from tests.web.portal import Portal
from tests.web.usage import LONG, ZONE, UsingTeam, local_now


@pytest.fixture(scope="module")
def team(people_factory: PeopleFactory) -> UsingTeam:
    """One team for all that only look at it."""
    return UsingTeam.of_new_team(people_factory)


def _bars(portal: Portal, name: str) -> Locator:
    return portal.page.get_by_role("list", name=name).get_by_role("button")


def _opens(portal: Portal, team: UsingTeam) -> Portal:
    portal.sign_in(team.owner).go_to("Usage")
    portal.says("$0.73")
    return portal


def test_people_kinds_and_countries_filter_one_another(team: UsingTeam, portal: Portal) -> None:
    """What is chosen in one list narrows the others, the figure and the table; the address keeps it (B12)."""
    _opens(portal, team)
    expect(_bars(portal, "People").first).to_contain_text(LONG)
    _bars(portal, "People").filter(has_text=LONG).click()
    expect(_bars(portal, "Kinds")).to_have_count(1)
    expect(_bars(portal, "Kinds")).to_contain_text("$0.42645")
    _bars(portal, "Countries").filter(has_text="Germany").click()
    expect(_bars(portal, "Kinds")).to_contain_text("$0.30645")
    expect(_bars(portal, "People").nth(1)).to_have_count(0)
    portal.page.reload()
    expect(portal.page.get_by_role("table", name="Usage")).to_contain_text("$0.30645")
    expect(_bars(portal, "Countries").filter(has_text="Germany")).to_have_attribute("aria-pressed", "true")
    portal.press(f"Remove the filter {LONG}")
    expect(portal.page).to_have_url(re.compile(r"/usage\?country=DE$"))
    portal.press("Clear filters")
    expect(_bars(portal, "People")).to_have_count(2)


def test_the_chart_is_read_by_keys_and_as_a_table(team: UsingTeam, portal: Portal) -> None:
    """One stop of the tab key; arrows move by day and each day says its date and cost; the table has the same."""
    _opens(portal, team)
    chart = portal.page.get_by_role("group", name="Cost by day: chart, use the arrow keys")
    stops = chart.locator("[role=img]:not([aria-label$=expected])")
    expect(stops).to_have_count(local_now().day)
    portal.page.get_by_role("button", name="Running total").press("Tab")
    expect(stops.last).to_be_focused()
    portal.page.keyboard.press("Home")
    expect(stops.first).to_be_focused()
    portal.page.keyboard.press("ArrowRight")
    expect(stops.nth(min(1, local_now().day - 1))).to_be_focused()
    rows = {row["day"]: row["amount"]["amount"] for row in team.usage()["rows"]}
    labels = stops.evaluate_all("them => them.map(it => it.getAttribute('aria-label'))")
    said = [Decimal(label.rpartition("$")[2]) for label in labels]
    assert said == [Decimal(rows.get(f"{local_now():%Y-%m}-{day:02}", "0")) for day in range(1, local_now().day + 1)]
    portal.page.get_by_text("Show as a table").click()
    table = portal.page.get_by_role("region", name="Cost by day, as a table").get_by_role("row")
    expect(table).to_have_count(local_now().day + 1)


def test_every_record_is_in_the_file_and_adds_up(team: UsingTeam, portal: Portal, tmp_path: Path) -> None:
    """The file has the records that are shown, page after page as one, and their sum is the figure (B12, B20)."""
    _opens(portal, team)
    portal.page.route("**/v1/usage/records?*", lambda route: route.continue_(
        url=route.request.url.replace("limit=1000", "limit=10")))  # fmt: skip
    with portal.page.expect_download() as download:
        portal.press("Download CSV")
    download.value.save_as(tmp_path / "usage.csv")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "usage.csv").read_text(encoding="utf-8-sig"))))
    assert len(lines) == team.usage()["total"]["count"] == 45
    assert sum(Decimal(line["Amount (USD)"]) for line in lines) == Decimal(team.usage()["total"]["amount"]["amount"])
    assert len({line["Record"] for line in lines}) == len(lines)


def test_a_limit_is_shown_with_what_is_used_of_it(team: UsingTeam, portal: Portal) -> None:
    """Set in the panel of a person, beside their last 30 days; the chart shows it, the page how much is used."""
    portal.sign_in(team.owner).go_to("Users")
    portal.press(f"Manage {LONG}")
    panel = portal.page.get_by_role("complementary", name=f"About {LONG}")
    expect(panel.get_by_role("img", name=f"{LONG}: $")).to_be_visible()
    portal.press("Set spend limit", within=panel)
    portal.fill("Monthly limit in USD", "0.50", within=portal.dialog)
    portal.press("Save", within=portal.dialog)
    expect(panel.get_by_text("$0.50 a month")).to_be_visible()
    panel.get_by_role("link", name="Show usage").click()
    portal.shows("Usage")
    expect(portal.page.get_by_role("img", name="85% of the limit is used")).to_be_visible()
    expect(portal.page.get_by_role("figure", name="Running total, without number plans")).to_contain_text("Limit $0.50")
    portal.open(f"/users/{team.caller.account_id}", "Users")
    portal.press("Remove spend limit", within=panel)
    expect(panel.get_by_role("button", name="Set spend limit")).to_be_visible()


def test_the_dashboard_shows_what_a_large_team_spent(team: UsingTeam, portal: Portal) -> None:
    """Its people are too many to be read day by day: the figure needs none of them (E5)."""
    too_fine = {"status": 422, "code": "usage_too_fine", "title": "This has too many rows to show at once."}
    portal.page.route(
        re.compile(r"/v1/usage\?.*group_by=day(%2C|,)user"), lambda route: route.fulfill(status=422, json=too_fine)
    )
    portal.sign_in(team.owner)
    portal.says("$0.73")
    expect(portal.page.get_by_text("We couldn't load the usage")).to_have_count(0)


def test_a_member_sees_their_own(team: UsingTeam, portal: Portal) -> None:
    """No one else's name or cost is there, and an address that names another changes nothing (T9)."""
    portal.sign_in(team.caller).go_to("Usage")
    portal.says("$0.42")
    expect(portal.page.get_by_role("list", name="People")).to_have_count(0)
    portal.open(f"/usage?user={team.owner.account_id}", "Usage")
    portal.says("$0.42")


def test_an_empty_period_says_what_to_do(team: UsingTeam, portal: Portal) -> None:
    """A person without usage, a filter without matches, and another period."""
    portal.sign_in(team.idle).go_to("Usage")
    portal.says("No usage in this period")
    portal.open("/usage?from=2025-01-01&to=2025-01-31", "Usage")
    portal.says("No usage in this period")
    portal.open("/usage?kind=voicemail", "Usage")
    portal.says("Nothing matches these filters")
    portal.press("Show all usage")
    portal.says("No usage in this period")


def test_usage_is_accessible(team: UsingTeam, portal: Portal, see_both: See) -> None:
    """Full, filtered, a year of it, its table open, failing."""
    _opens(portal, team)
    see_both("usage")
    portal.page.get_by_text("Show as a table").click()
    _bars(portal, "People").filter(has_text=LONG).click()
    portal.says("Clear filters")
    portal.settled()
    see_both("usage of one person")
    month = expected(team.owner.get("/v1/usage", time_zone=ZONE.key), 200)
    portal.open(f"/usage?from={int(month['to'][:4]) - 1}{month['to'][4:8]}01&to={month['to']}", "Usage")
    portal.says("Cost by month")
    see_both("usage of a year")
    portal.page.route("**/v1/usage?*", lambda route: route.abort())
    portal.page.goto("/usage")
    portal.says("We couldn't load the usage")
    see_both("usage failing")
