"""Whether a number is open at an instant, by the clock on the wall of its zone (N9)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.call_settings import Hours
from services.numbers.domain.hours import DAY, is_open, to_minutes, to_time

ZONES = ("America/New_York", "America/St_Johns", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
WEEKDAYS = {str(day): ((540, 1020),) for day in range(5)}
NEW_YORK = Hours("America/New_York", open=WEEKDAYS, days_off=("2026-12-25",))

spans = st.lists(st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).filter(lambda it: it[0] < it[1]), max_size=3)
hours = st.builds(
    Hours,
    time_zone=st.sampled_from(ZONES),
    open=st.dictionaries(st.sampled_from("0123456"), spans.map(tuple)),
    days_off=st.lists(st.dates().map(str), max_size=2).map(tuple),
)
instants = st.integers(0, 3 * 366 * DAY).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        ("2026-11-30T13:59:59+00:00", False),  # a Monday, 08:59 in New York
        ("2026-11-30T14:00:00+00:00", True),
        ("2026-11-30T21:59:59+00:00", True),
        ("2026-11-30T22:00:00+00:00", False),
        ("2026-11-28T15:00:00+00:00", False),  # a Saturday
        ("2026-12-25T15:00:00+00:00", False),  # a day off
        ("2026-07-06T13:00:00+00:00", True),  # 09:00 in summer
        ("2026-07-06T12:59:00+00:00", False),
        ("2026-12-01T02:00:00+00:00", False),  # Tuesday in London, Monday evening in New York
    ],
)
def test_a_number_is_open_in_its_hours(at: str, open_then: bool) -> None:
    """From the first minute until before the last, by weekday and day of its own zone."""
    assert is_open(NEW_YORK, datetime.fromisoformat(at)) is open_then


def test_without_hours_a_number_is_always_open() -> None:
    """None, or switched off; with no times at all it is never open."""
    now = datetime(2026, 12, 25, 3, tzinfo=UTC)
    assert is_open(None, now)
    assert is_open(Hours("UTC", is_on=False, days_off=("2026-12-25",)), now)
    assert not is_open(Hours("UTC"), now)


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    """In New York 01:30 comes twice on November 1, 2026; 02:30 does not come on March 8."""
    sundays = Hours("America/New_York", open={"6": ((60, 120),)})
    night = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)
    assert [is_open(sundays, night + timedelta(hours=n)) for n in range(4)] == [False, True, True, False]
    skipped = Hours("America/New_York", open={"6": ((120, 180),)})
    minutes = [datetime(2026, 3, 8, tzinfo=UTC) + timedelta(minutes=n) for n in range(DAY)]
    assert not any(is_open(skipped, at) for at in minutes)


@given(hours, instants)
def test_it_is_the_wall_that_counts(of: Hours, at: datetime) -> None:
    """Whatever the zone does with its clocks: another library of zones reads the same wall."""
    wall = at.astimezone(tz.gettz(of.time_zone))
    within = any(low <= wall.hour * 60 + wall.minute < high for low, high in of.open.get(str(wall.weekday()), ()))
    assert is_open(of, at) == (within and str(wall.date()) not in of.days_off)


@given(st.sampled_from(ZONES), st.dates(date(2025, 1, 2), date(2027, 12, 30)))
def test_a_day_that_is_open_all_day_has_all_of_its_minutes(zone: str, day: date) -> None:
    """From 00:00 until 24:00: of 23, 24 or 25 hours of a day, each minute is open, and none of the next day."""
    noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=tz.gettz(zone))
    all_day = Hours(zone, open={str(noon.weekday()): ((0, DAY),)})
    at = noon.astimezone(UTC) - timedelta(hours=36)
    found = [at + timedelta(minutes=15 * n) for n in range(4 * 72)]
    of_that_day = [it for it in found if is_open(all_day, it)]
    assert {it.astimezone(tz.gettz(zone)).date() for it in of_that_day} == {noon.date()}
    assert len(of_that_day) in (92, 94, 96, 98, 100)


@given(st.integers(0, DAY))
def test_times_are_read_as_they_are_written(minutes: int) -> None:
    """24:00 too."""
    assert to_minutes(to_time(minutes)) == minutes
