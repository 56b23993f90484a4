"""Periods of a plan: whole ones, and those that are prorated to the payer's billing day (B8)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.months import months_after
from contracts.periods import next_period
from contracts.plans import CATALOGUE, Plan

MONTHLY, YEARLY = CATALOGUE["local_monthly"], CATALOGUE["local_yearly"]
DAY = datetime(2027, 1, 31, 9, tzinfo=UTC)  # the payer's first plan was paid then
INSTANTS = st.integers(0, 4 * 365 * 86_400).map(lambda seconds: DAY + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "price"),
    [
        ("2027-02-28T09:00", "2027-03-31T09:00", "1.00"),
        ("2027-03-31T09:00", "2027-04-30T09:00", "1.00"),
        ("2027-04-15T09:00", "2027-04-30T09:00", "0.50"),
        ("2027-04-10T09:00", "2027-04-30T09:00", "0.67"),
        ("2027-04-20T09:00", "2027-04-30T09:00", "0.33"),
        ("2027-04-20T09:01", "2027-05-31T09:00", "1.33"),
        ("2027-04-30T08:59", "2027-05-31T09:00", "1.00"),
        ("2027-04-30T09:01", "2027-05-31T09:00", "1.00"),
    ],
)
def test_a_month_is_prorated_to_the_billing_day(starts_at: str, ends_at: str, price: str) -> None:
    """What is left of the month is charged by time, in cents; less than a third of it with the month after it."""
    starts = datetime.fromisoformat(f"{starts_at}+00:00")
    period = next_period(MONTHLY, starts, 0, DAY)
    assert (f"{period.ends_at:%Y-%m-%dT%H:%M}", f"{period.price / 1_000_000:.2f}") == (ends_at, price)


def test_a_year_is_prorated_in_its_first_month() -> None:
    """Twelve months up to a billing day cost eleven months and the rest of the first one."""
    period = next_period(YEARLY, datetime(2027, 4, 15, 9, tzinfo=UTC), 0, DAY)
    assert (period.ends_at, period.price) == (datetime(2028, 3, 31, 9, tzinfo=UTC), 9_580_000)


@given(INSTANTS, st.sampled_from([MONTHLY, YEARLY]))
def test_a_prorated_period_ends_on_a_billing_day(at: datetime, chosen: Plan) -> None:
    """From any instant on the period ends on a billing day and costs its share of the price; the next is whole."""
    period = next_period(chosen, at, 0, DAY)
    assert period.ends_at == months_after(DAY, period.months)
    least, most = chosen.months - 1 + 1 / 3, chosen.months + 1 / 3
    share = chosen.months * period.price / chosen.price
    assert least - 0.01 * chosen.months <= share <= most + 0.01 * chosen.months
    assert timedelta(days=9) < period.ends_at - at
    after = next_period(chosen, period.anchor, period.months, DAY)
    assert (after.price, after.months) == (chosen.price, period.months + chosen.months)


@given(INSTANTS, st.integers(0, 40))
def test_without_a_billing_day_each_period_is_a_whole_one(anchor: datetime, months: int) -> None:
    """A plan on its own day is charged its price, and its months are counted from its anchor."""
    period = next_period(MONTHLY, anchor, months, None)
    assert (period.anchor, period.months, period.price) == (anchor, months + 1, MONTHLY.price)
