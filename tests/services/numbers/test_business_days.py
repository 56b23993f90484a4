"""Business days of the US, by which orders are called off and ports are dated."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.business_days import add_business_days, is_business_day

HOLIDAYS_OF_2026 = [
    date(2026, 1, 1),
    date(2026, 1, 19),
    date(2026, 2, 16),
    date(2026, 5, 25),
    date(2026, 6, 19),
    date(2026, 7, 3),  # July 4 is a Saturday
    date(2026, 9, 7),
    date(2026, 10, 12),
    date(2026, 11, 11),
    date(2026, 11, 26),
    date(2026, 12, 25),
]


def test_the_holidays_of_a_year_are_the_federal_ones() -> None:
    """As the Office of Personnel Management lists them for 2026; one on a Saturday is kept on the Friday."""
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    assert [it for it in days if it.weekday() < 5 and not is_business_day(it)] == HOLIDAYS_OF_2026


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2023, 1, 2), date(2022, 12, 26), date(2021, 7, 5)])
def test_a_holiday_of_a_weekend_is_kept_on_its_friday_or_monday(day: date) -> None:
    """Also across the turn of a year."""
    assert not is_business_day(day)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.integers(1, 20))  # noqa: DTZ001 (made aware below)
def test_exactly_so_many_business_days_pass(start: datetime, days: int) -> None:
    """Whatever the start, the end is a business day, at the same time."""
    begin = start.replace(tzinfo=UTC)
    end = add_business_days(begin, days)
    between = (begin + timedelta(days=number) for number in range(1, (end - begin).days + 1))
    assert sum(is_business_day(it.date()) for it in between) == days
    assert is_business_day(end.date())
    assert end.time() == begin.time()
