"""What was used, by day, user, kind, number and country (B12)."""

from services.billing.domain.usage import UsageKind
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, BillingHarness
from tests.services.billing.metering import ask_usage, meter, rows, used


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
