"""The owner of a team chooses how often its usage is reported by mail, of the week or month that is over (B12)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.identity import ProfileChanged
from services.billing.domain.usage_report import ReportDays, Rhythm, UsageReports, days_before
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, BillingHarness

KEY = "/v1/usage/reports"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
ZONES = st.sampled_from([ZoneInfo(name) for name in ("UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")])
RHYTHMS: st.SearchStrategy[Rhythm] = st.sampled_from(["weekly", "monthly"])


def chosen(every: Rhythm, zone: str = "UTC", now: datetime = NOW) -> UsageReports:
    """Return what was chosen at an instant."""
    return UsageReports(TEAM).choose(every, now, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("every", "zone", "due", "days"),
    [
        ("weekly", "UTC", "2026-11-30T06:00:00+00:00", (date(2026, 11, 23), date(2026, 11, 29))),
        ("weekly", "America/New_York", "2026-11-30T11:00:00+00:00", (date(2026, 11, 23), date(2026, 11, 29))),
        ("monthly", "Asia/Kathmandu", "2026-12-01T00:15:00+00:00", (date(2026, 11, 1), date(2026, 11, 30))),
    ],
)
def test_the_first_report_is_of_what_is_not_over(every: Rhythm, zone: str, due: str, days: tuple[date, date]) -> None:
    """It is sent at six in the morning after it, in the owner's time zone: a minute sooner there is none."""
    reports, there = chosen(every, zone), ZoneInfo(zone)
    assert reports.due_at == datetime.fromisoformat(due)
    assert reports.start(reports.due_at - timedelta(minutes=1), there)[1] is None
    assert reports.start(reports.due_at, there)[1] == ReportDays(*days)


@given(RHYTHMS, ZONES, st.lists(st.integers(0, 40 * 24), min_size=1, max_size=12))
def test_each_week_or_month_is_reported_once(every: Rhythm, zone: ZoneInfo, waits: list[int]) -> None:
    """However late and often it is looked at; what was missed is named, and days are reported in their order."""
    reports, at, done = chosen(every, zone.key), NOW, list[ReportDays]()
    for hours in waits:
        at += timedelta(hours=hours)
        for _ in range(2):
            reports, days = reports.start(at, zone)
            done += [days] if days else []
            assert reports.due_at
            assert reports.due_at > at
    for earlier, later in pairwise(done):
        unreported = later.missed_since or later.first
        assert unreported == earlier.last + timedelta(days=1)
        assert days_before(every, later.first)[1] == later.first - timedelta(days=1)
    assert all(it.last < at.astimezone(zone).date() for it in done)


@pytest.mark.parametrize("hour", [0, 3, 5, 6, 23])
def test_a_week_that_is_over_is_not_in_the_first_report(hour: int) -> None:
    """Whatever the hour of the Monday on which weekly is chosen: the report is of the week that begins that day."""
    monday = datetime(2026, 11, 30, hour, tzinfo=UTC)
    reports = chosen("weekly", now=monday)
    assert reports.due_at == datetime(2026, 12, 7, 6, tzinfo=UTC)
    assert reports.start(monday.replace(hour=6), UTC)[1] is None
    assert reports.start(reports.due_at, UTC)[1] == ReportDays(date(2026, 11, 30), date(2026, 12, 6))


@pytest.mark.parametrize("hour", [0, 5, 6, 23])
def test_what_is_over_is_reported_with_another_choice(hour: int) -> None:
    """A month that is due on the morning of the choice of weekly would be in no report; off wants none."""
    reports, first = chosen("monthly"), datetime(2026, 12, 1, hour, tzinfo=UTC)
    assert reports.finish("weekly", first, UTC) == ReportDays(date(2026, 11, 1), date(2026, 11, 30))
    assert reports.finish("off", first, UTC) is None
    assert reports.finish("weekly", first - timedelta(days=1), UTC) is None
    assert reports.start(first.replace(hour=6), UTC)[0].finish("weekly", first.replace(hour=6), UTC) is None


def test_after_a_silence_only_the_latest_is_reported() -> None:
    """Three weeks that were missed are named, and not mailed one by one."""
    days = chosen("weekly").start(datetime(2026, 12, 21, 6, tzinfo=UTC), UTC)[1]
    assert days == ReportDays(date(2026, 12, 14), date(2026, 12, 20), date(2026, 11, 23))


def test_a_report_waits_for_the_end_of_the_day_in_another_zone() -> None:
    """An owner who moved west, or a new owner there, gets it once the days are over there."""
    reports = chosen("weekly", "Asia/Kathmandu")
    assert reports.due_at
    waiting, days = reports.start(reports.due_at, ZoneInfo("America/New_York"))
    assert (days, waiting.due_at) == (None, datetime(2026, 11, 30, 11, tzinfo=UTC))


def test_the_owner_chooses(harness: BillingHarness) -> None:
    """Who runs the team sees it; only the owner sets it, and off is the default."""
    assert harness.ask(f"GET {KEY}", ADMIN).body == {
        "every": "off", "time_zone": "UTC", "next_at": None, "obstacle": None, "version": 0,
    }  # fmt: skip
    saved = harness.ask(f"PUT {KEY}", body={"every": "weekly", "version": 0})
    assert (saved.status, saved.body["every"], saved.body["version"]) == (200, "weekly", 1)
    assert harness.ask(f"GET {KEY}", ADMIN).body == saved.body
    assert [harness.ask(f"PUT {KEY}", who, body={"every": "off"}).status for who in (ADMIN, MEMBER, STRANGER)] == [
        403, 403, 404,
    ]  # fmt: skip
    off = harness.ask(f"PUT {KEY}", body={"every": "off"}).body
    assert (off["every"], off["next_at"], off["version"]) == ("off", None, 2)


def test_a_choice_that_is_not_the_newest_is_refused(harness: BillingHarness) -> None:
    """With the version of what another tab has changed meanwhile; what is chosen already needs no other version."""
    harness.ask(f"PUT {KEY}", body={"every": "weekly", "version": 0})
    refused = harness.ask(f"PUT {KEY}", body={"every": "monthly", "version": 0})
    assert (refused.status, refused.body["code"]) == (409, "settings_changed")
    again = harness.ask(f"PUT {KEY}", body={"every": "weekly"}).body
    assert (again["every"], again["version"]) == ("weekly", 1)


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        ({"email": ""}, "no_email"),
        ({"email_state": "bounced"}, "email_fails"),
        ({"notices": ["text"]}, "mails_off"),
        ({}, None),
    ],
)
def test_what_keeps_a_report_from_arriving_is_said(
    harness: BillingHarness, changed: dict[str, object], obstacle: str | None
) -> None:
    """No email, one whose mails fail, or notices by text only: also to the admin, of the owner."""
    profile: dict[str, object] = {"name": "Olga", "email": "olga@example.com", "email_confirmed": True}
    profile |= {"time_zone": "Europe/Berlin", "notices": ["email"]}
    given_ = {"account_id": OWNER, "revision": 99} | profile | changed
    harness.deliver_event(ProfileChanged.model_validate(given_))
    said = harness.ask(f"PUT {KEY}", body={"every": "monthly"}).body
    assert (said["obstacle"], said["time_zone"]) == (obstacle, "Europe/Berlin")
    assert harness.ask(f"GET {KEY}", ADMIN).body == said
