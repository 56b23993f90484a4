"""What was used, by day, user, kind, number and country (B12)."""

import pytest

from contracts.identity import ProfileChanged
from contracts.teams import MemberRemoved
from kernel import clock
from services.billing.domain.usage import UsageKind
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, BillingHarness
from tests.services.billing.metering import ask_usage, csv_of, meter, rows, used


def test_usage_is_summed_by_what_is_asked_for(harness: BillingHarness) -> None:
    """By one or several of day, user, kind, number, country, in this order whatever the order of the question."""
    meter(
        harness,
        used("2026-11-03T10:00:00Z", 10_000),
        used("2026-11-03T11:00:00Z", 7_500, kind=UsageKind.TEXT, country="DE", seconds=0),
        used("2026-11-04T10:00:00Z", 1, by=ADMIN),
    )
    assert rows(harness, "day") == [("2026-11-03", "0.0175"), ("2026-11-04", "0.000001")]
    assert rows(harness, "kind", "country", group_by="country,kind") == [
        ("call", "US", "0.010001"),
        ("text", "DE", "0.0075"),
    ]
    assert rows(harness, "user_id", "user_name", group_by="user") == [
        (ADMIN, "admin", "0.000001"),
        (MEMBER, "member", "0.0175"),
    ]
    total = ask_usage(harness).body["total"]
    assert total == {"amount": {"amount": "0.017501", "currency": "USD"}, "count": 3, "seconds": 120}


def test_a_member_sees_their_own(harness: BillingHarness) -> None:
    """Without asking for a user; another's is not there for them."""
    meter(harness, used(amount=10_000), used(amount=20_000, by=OWNER))
    assert rows(harness, "user_id", as_=MEMBER, group_by="user") == [(MEMBER, "0.01")]
    assert ask_usage(harness, MEMBER, user_id=OWNER).status == 404
    assert rows(harness, "user_id", group_by="user", user_id=MEMBER) == [(MEMBER, "0.01")]


def test_sums_as_a_csv_file(harness: BillingHarness) -> None:
    """The columns are those that it is grouped by; what could be a formula is defused, an amount never is."""
    rename(harness, MEMBER, "=1+1")
    meter(harness, used("2026-11-03T10:00:00Z", 10_000), used("2026-11-03T10:00:00Z", -30_000, country=""))
    reply = ask_usage(harness, group_by="user,day,country,kind", accept="text/csv")
    assert reply.headers["content-disposition"] == 'attachment; filename="teamline-usage-2026-11-01-2026-11-30.csv"'
    assert csv_of(reply) == [
        ["Day", "User", "User id", "Kind", "Country", "Count", "Seconds", "Amount (USD)"],
        ["2026-11-03", "'=1+1", MEMBER, "Call", "US", "1", "60", "0.01"],
        ["2026-11-03", "'=1+1", MEMBER, "Call", "", "1", "60", "-0.03"],
    ]


def test_days_are_those_of_the_viewers_zone(harness: BillingHarness) -> None:
    """The one that is asked for, else the caller's own."""
    meter(harness, used("2026-11-03T18:14:59Z", 1), used("2026-11-03T18:15:00Z", 2))
    assert rows(harness, "day", time_zone="Asia/Kathmandu") == [("2026-11-03", "0.000001"), ("2026-11-04", "0.000002")]
    zone = ask_usage(harness, time_zone="Asia/Kathmandu", first="2026-11-04").body
    assert (zone["from"], zone["time_zone"], zone["total"]["amount"]["amount"]) == (
        "2026-11-04",
        "Asia/Kathmandu",
        "0.000002",
    )


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"first": "2026-11-02", "last": "2026-11-01"}, "from", "after_the_end"),
        ({"first": "2025-11-01", "last": "2026-12-01"}, "from", "too_long"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone", "unknown_time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone", "unknown_time_zone"),
        ({"group_by": "day,hour"}, "group_by", "invalid_format"),
        ({"group_by": ""}, "group_by", "invalid_format"),
        ({"kind": "fax"}, "kind", "not_a_choice"),
        ({"country": "de"}, "country", "invalid_format"),
    ],
)
def test_what_cannot_be_summed_is_refused(
    harness: BillingHarness, query: dict[str, str], field: str, code: str
) -> None:
    """The field is named; 13 months are the most."""
    reply = ask_usage(harness, **query)
    assert (reply.status, [(it["field"], it["code"]) for it in reply.body["errors"]]) == (422, [(field, code)])


def test_thirteen_months_can_be_seen(harness: BillingHarness) -> None:
    """From any day to the day before the same day 13 months later."""
    meter(harness, used("2025-11-05T10:00:00Z", 1), used("2026-12-04T10:00:00Z", 2))
    assert len(rows(harness, "day", first="2025-11-05", last="2026-12-04")) == 2
    assert ask_usage(harness, first="2025-11-05", last="2026-12-05").status == 422


def test_by_default_the_current_month_is_seen(harness: BillingHarness) -> None:
    """From its first day to today, in the caller's zone."""
    body = harness.ask("GET /v1/usage").body
    assert (body["from"][8:], body["to"]) == ("01", f"{clock.now():%Y-%m-%d}")


def test_a_team_sees_what_was_used_while_on_it(harness: BillingHarness) -> None:
    """Nothing from before or after; who has left is counted as a former member, and sees all of their own."""
    meter(
        harness,
        used("2026-11-01T10:00:00Z", 1, holder=MEMBER),
        used("2026-11-02T10:00:00Z", 2),
        used("2026-11-02T10:00:00Z", 3, by=ADMIN),
    )
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    meter(harness, used("2026-11-03T10:00:00Z", 4, holder="team_2"), used("2026-11-04T10:00:00Z", 5, holder=MEMBER))
    assert rows(harness, "user_id", "user_name", group_by="user") == [
        (ADMIN, "admin", "0.000003"),
        ("former", "Former member", "0.000002"),
    ]
    assert rows(harness, "day", user_id="former") == [("2026-11-02", "0.000002")]
    assert ask_usage(harness, user_id=MEMBER).status == 404
    assert ask_usage(harness, user_id=STRANGER).status == 404
    assert [row[0] for row in rows(harness, "day", as_=MEMBER)] == [f"2026-11-0{day}" for day in range(1, 5)]
    records = harness.ask("GET /v1/usage/records", query={"from": "2026-11-01", "user_id": "former"}).body["items"]
    assert [(it["user_id"], it["user_name"], it["amount"]["amount"]) for it in records] == [
        ("former", "Former member", "0.000002")
    ]


def test_who_runs_a_team_sees_all_of_their_own_as_me(harness: BillingHarness) -> None:
    """By `me` what they used on any team and on none; by their id, as all of the team's, what they used on it."""
    meter(harness, used(amount=1, by=OWNER, holder=OWNER), used(amount=2, by=OWNER), used(amount=4))
    assert rows(harness, "kind", group_by="kind", user_id="me") == [("call", "0.000003")]
    assert rows(harness, "kind", group_by="kind", user_id=OWNER) == [("call", "0.000002")]


def rename(harness: BillingHarness, account_id: str, name: str) -> None:
    """Give a person another name."""
    profile = {"email": "m@example.com", "email_confirmed": True, "time_zone": "UTC", "notices": ["email"]}
    harness.deliver_events(ProfileChanged(account_id=account_id, name=name, revision=2, **profile))
