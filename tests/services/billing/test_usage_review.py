"""A team's owner is notified of a day that is far from usual, and of a country that is new: once each (B12)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.bookkeeping import TeamUsageReviewDue
from services.billing.domain.usage_review import UsageReview, review_day
from tests.services.billing.harness import DOLLAR, TEAM, BillingHarness
from tests.services.billing.metering import meter, used

DAY = date(2026, 11, 19)
Cost = dict[tuple[str, str], int]


def days(*amounts: int, country: str = "US") -> Cost:
    """Return what the days up to DAY cost, in dollars, the last one that of DAY."""
    first = DAY - timedelta(days=len(amounts) - 1)
    return {(f"{first + timedelta(days=place)}", country): amount * DOLLAR for place, amount in enumerate(amounts)}


@pytest.mark.parametrize(
    ("cost", "unusual"),
    [
        (days(2, 2, 2, 2, 2, 2, 2, 6), 6),
        (days(2, 2, 2, 2, 2, 2, 2, 5), 0),
        (days(2, 0, 2, 2, 0, 2, 2, 2, 2, 6), 6),  # days without usage are no usual days
        (days(2, 2, 2, 2, 2, 2, 6), 0),  # too few days to know what is usual
        (days(1, 1, 1, 1, 1, 1, 1, 4), 0),  # too little to be worth a notice
        (days(2, 2, 2, 2, 2, 2, 2, 0), 0),
        (days(2, 2, 2, 2, 2, 2, 2, 3) | days(3, country="DE"), 6),
    ],
)
def test_a_day_of_three_times_the_usual_is_found(cost: Cost, unusual: int) -> None:
    """The mean of at least seven days with usage, over all countries, and five dollars or more."""
    reviewed = review_day(UsageReview(TEAM, "2026-11-18", ("DE", "US")), DAY, cost)
    assert reviewed is not None
    assert reviewed[1].unusual == unusual * DOLLAR


def test_new_countries_are_found_once() -> None:
    """The first review learns those of all days; later ones are new on their day, and what was free is none."""
    learned = review_day(UsageReview(TEAM), DAY, days(1, 1) | days(1, 0, country="GB"))
    assert learned is not None
    assert (learned[0].countries, learned[1].countries) == (("GB", "US"), ())
    tomorrow = DAY + timedelta(days=1)
    cost = {(f"{tomorrow}", country): amount for country, amount in (("DE", 1), ("GB", 1), ("FR", 0), ("none", 1))}
    reviewed = review_day(learned[0], tomorrow, cost)
    assert reviewed is not None
    assert reviewed[1].countries == ("DE", "none")
    again = review_day(reviewed[0], tomorrow + timedelta(days=1), {(f"{tomorrow + timedelta(days=1)}", "DE"): 1})
    assert again is not None
    assert again[1].countries == ()


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_day_is_reviewed_once(one: date, other: date) -> None:
    """Nor is an earlier one afterwards, whatever is delivered again."""
    first = review_day(UsageReview(TEAM), one, {})
    assert first is not None
    assert (review_day(first[0], other, {}) is None) == (other <= one)


def test_the_owner_is_notified_after_the_fold(harness: BillingHarness) -> None:
    """Of the day that was folded, in one night; delivered again, it is notified of once."""
    night = datetime(2026, 11, 12, 0, 45, tzinfo=UTC)
    meter(harness, *(used(f"2026-11-{day:02}T10:00:00Z", DOLLAR) for day in range(3, 12)))
    harness.run("fold_usage", night)
    assert harness.events("NoticeDue") == []
    meter(harness, used("2026-11-12T10:00:00Z", 7 * DOLLAR), used("2026-11-12T11:00:00Z", 1, country="DE"))
    harness.run("fold_usage", night + timedelta(days=1))
    harness.deliver_events(TeamUsageReviewDue(team_id=TEAM, day=date(2026, 11, 12)))
    harness.run("fold_usage", night + timedelta(days=2))
    said = [(it["kind"], it["wallet"], it["amount"], tuple(it["countries"])) for it in harness.events("NoticeDue")]
    assert sorted(said) == [
        ("usage_new_country", TEAM, 0, ("Germany",)),
        ("usage_unusual", TEAM, 7 * DOLLAR + 1, ()),
    ]


def test_days_of_a_missed_night_are_reviewed_later(harness: BillingHarness) -> None:
    """Each on its own, in their order: an outage of the nightly job hides no unusual day and no new country."""
    meter(harness, *(used(f"2026-11-{day:02}T10:00:00Z", DOLLAR) for day in range(3, 12)))
    harness.run("fold_usage", datetime(2026, 11, 12, 0, 45, tzinfo=UTC))
    meter(harness, used("2026-11-12T10:00:00Z", 7 * DOLLAR), used("2026-11-13T11:00:00Z", 1, country="DE"))
    meter(harness, used("2026-11-14T11:00:00Z", 2, country="DE"))
    harness.run("fold_usage", datetime(2026, 11, 15, 0, 45, tzinfo=UTC))
    said = [(it["kind"], it["amount"], tuple(it["countries"]), it["day"][:10]) for it in harness.events("NoticeDue")]
    assert sorted(said) == [
        ("usage_new_country", 0, ("Germany",), "2026-11-13"),
        ("usage_unusual", 7 * DOLLAR, (), "2026-11-12"),
    ]


def test_a_quiet_night_reviews_nothing(harness: BillingHarness) -> None:
    """A team without usage costs no review."""
    harness.run("fold_usage", datetime(2026, 11, 12, 0, 45, tzinfo=UTC))
    assert harness.items("USAGE_REVIEW") == []
