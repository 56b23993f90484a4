"""A year of plans on the emulator's table: the small form of `make year`, which plays it for ten thousand."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from bench.renewals import measure
from bench.year.harness import opened
from bench.year.laws import broken
from bench.year.playing import Story, Year
from bench.year.subscribers import BEGINNING
from services.billing.domain.plan import Subscription
from services.billing.use_cases.renewals import charge_plans


def test_a_year_of_renewals_adjoins_and_charges_no_payer_twice() -> None:
    """Payers with 1 to 28 plans since awkward days, across clock changes; declined, canceled, changed, killed (B8)."""
    story = Story(plans=48, days=396, every=timedelta(days=4), kills=0.15, seed=5)
    with opened(BEGINNING) as harness:
        year = Year(harness, story)
        for _ in year.play():
            pass
        assert list(broken(year)) == []
        assert year.kills > 10
        assert {payer.mood for payer in year.payers.values()} >= {
            "pays late",
            "stops paying",
            "answer lost",
            "no answer",
        }
        assert {who.wish for who in year.subscribers} >= {"keeps", "pays by the year", "cancels", "changes"}
        assert {who.opening.own_day for who in year.subscribers} == {True, False}


def do_not_wait(plans: Iterable[Subscription], as_of: datetime) -> list[Subscription]:
    """Charge what is due, whatever else is due on its day."""
    return [plan for plan in plans if plan.is_due(as_of)]


def charge_early(plans: Iterable[Subscription], as_of: datetime) -> list[Subscription]:
    """Charge what is due later on the day too."""
    return list(plans)


@pytest.mark.parametrize(
    ("rule", "fault"), [(do_not_wait, "for what was due on a day"), (charge_early, "not all of its lines were due")]
)
def test_the_laws_find_a_broken_rule(monkeypatch: pytest.MonkeyPatch, rule: object, fault: str) -> None:
    """A day that is charged in two parts, or before it is due, breaks a law."""
    monkeypatch.setattr(charge_plans, "complete_days", rule)
    with opened(BEGINNING) as harness:
        year = Year(harness, Story(plans=48, days=35, kills=0, seed=5))
        for _ in year.play():
            pass
        assert any(fault in sentence for sentence in broken(year))


def test_a_due_plan_costs_the_same_however_many_payers_are_due() -> None:
    """Calls and units for each do not grow with how many payers are due at once (quality.md)."""
    few, many, together = measure(((10, 1), (60, 1), (2, 30)))
    assert many.reads <= few.reads
    assert many.transactions <= few.transactions
    assert many.read_units <= few.read_units
    assert many.write_units <= few.write_units * 1.02  # the events of a run travel together, so many cost less
    assert together.transactions < few.transactions / 2
    assert together.write_units < few.write_units
    assert together.reads < few.reads / 2
