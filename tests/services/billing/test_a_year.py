"""A year of plans on the emulator's table: the small form of `make year`, which plays it for ten thousand."""

from datetime import timedelta

import pytest

from bench.renewals import measure
from bench.year.harness import opened
from bench.year.laws import broken
from bench.year.playing import Story, Year
from bench.year.subscribers import BEGINNING


def test_a_year_of_renewals_adjoins_and_charges_no_payer_twice() -> None:
    """Since 29 to 31 January and 29 February, across clock changes; declined, cancelled, changed, killed (B8)."""
    story = Story(plans=17, days=396, every=timedelta(days=4), kills=0.15, seed=5)
    with opened(BEGINNING) as harness:
        year = Year(harness, story)
        for _ in year.play():
            pass
        assert list(broken(year)) == []
        assert year.kills > 10
        assert {who.what for who in year.subscribers} >= {
            "pays late",
            "stops paying",
            "no answer",
            "cancels",
            "changes",
        }


def test_a_due_plan_costs_the_same_however_many_are_due() -> None:
    """Calls and units for each do not grow with how many are due at once (quality.md)."""
    few, many = measure((10, 60))
    assert many.reads <= few.reads
    assert many.transactions <= few.transactions
    assert many.read_units <= few.read_units
    assert many.write_units == pytest.approx(few.write_units, rel=0.02)
