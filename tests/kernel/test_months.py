"""Tests of calendar months."""

from datetime import datetime

import pytest

from contracts.months import months_after


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-01-31", 2, "2027-03-31"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_a_month_ends_where_the_calendar_says(anchor: str, months: int, expected: str) -> None:
    """The result has the anchor's day, or the last day of a month that has no such day."""
    at = datetime.fromisoformat(f"{anchor}T10:30:00+00:00")
    assert f"{months_after(at, months):%Y-%m-%d %H:%M}" == f"{expected} 10:30"
