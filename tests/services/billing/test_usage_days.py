"""Days of usage begin at midnight of the viewer's time zone, whichever it is (B12): against records one by one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.usage import Used, count
from services.billing.domain.usage_days import sum_days
from services.billing.domain.usage_period import UsagePeriod, first_instant
from services.billing.domain.usage_summary import Filter, summarize
from tests.services.billing.metering import used

ZONES = [
    "UTC",
    "Asia/Kathmandu",  # +5:45
    "America/St_Johns",  # -3:30, with daylight saving
    "Pacific/Tongatapu",  # +13
    "Pacific/Chatham",  # +12:45 and +13:45
    "America/New_York",
    "Africa/Cairo",  # clocks go forward at midnight
    "America/Asuncion",
    "Asia/Beirut",  # clocks go forward at midnight
    "America/Havana",  # and back at 01:00
    "Australia/Lord_Howe",  # by half an hour
]
_BEGINNING = datetime(2026, 2, 20, tzinfo=UTC)
INSTANTS = st.integers(0, 260 * 24 * 3600).map(lambda seconds: _BEGINNING + timedelta(seconds=seconds))


@given(st.sampled_from(ZONES), st.lists(INSTANTS, max_size=30), st.dates(date(2026, 2, 22), date(2026, 10, 31)),
       st.integers(0, 200))  # fmt: skip
def test_each_record_is_on_its_day(zone: str, instants: list[datetime], first: date, days: int) -> None:
    """The sums by day are those of the records whose local date it is, also where clocks change."""
    there = ZoneInfo(zone)
    records = [used(at, amount) for amount, at in enumerate(instants, 1)]
    period = UsagePeriod(first, first + timedelta(days=days), there)
    expected: dict[tuple[str, ...], Used] = {}
    for record in records:
        day = record.counted_at.astimezone(there).date()
        if period.first <= day <= period.last:
            row = (day.isoformat(),)
            expected[row] = expected.get(row, Used()) + Used(record.amount, 1, record.seconds)
    assert summarize(sum_days(count(records).items()), period, Filter(), ("day",)) == expected


@given(st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_day_begins_at_the_beginning_of_a_quarter(zone: str, day: date) -> None:
    """So quarters are enough, and no instant is on two days or on none."""
    start, there = first_instant(day, ZoneInfo(zone)), ZoneInfo(zone)
    assert (start.minute % 15, start.second) == (0, 0)
    assert start.astimezone(there).date() == day
    assert (start - timedelta(microseconds=1)).astimezone(there).date() == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00"),  # 00:00 is 01:00 at once
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00"),  # a day that there was not
        ("Asia/Kathmandu", "2026-11-03", "2026-11-02T18:15:00"),
    ],
)
def test_the_first_instant_of_a_day(zone: str, day: str, start: str) -> None:
    """It is midnight, or when clocks went on past it."""
    assert first_instant(date.fromisoformat(day), ZoneInfo(zone)).isoformat() == f"{start}+00:00"


@given(st.lists(INSTANTS, max_size=30), st.sampled_from(ZONES))
def test_days_add_up_to_the_period(instants: list[datetime], zone: str) -> None:
    """Whatever it is grouped by, the rows have the same sum."""
    records = [used(at, amount, by=f"acc_{amount % 3}", country="US" if amount % 2 else "") for amount, at in
               enumerate(instants, 1)]  # fmt: skip
    period = UsagePeriod(date(2026, 2, 1), date(2026, 12, 31), ZoneInfo(zone))
    days = sum_days(count(records).items())
    for groups in (("day",), ("user", "country"), ("kind",), ("number", "day")):
        rows = summarize(days, period, Filter(), groups)  # type: ignore[arg-type]
        assert sum(rows.values(), Used()) == Used(sum(it.amount for it in records), len(records), 60 * len(records))
