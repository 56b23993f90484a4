"""What a record of usage costs stays within what was promised, in the morning and at night (B20)."""

from bench import usage

HOURS = (9, 23)


def test_a_record_costs_no_more_than_its_bar() -> None:
    """A busy person's and a quiet one's, and those of many: counted at 09:00 and 23:00 of a day that fills up."""
    costs = list(usage.measure())
    assert {cost.hour for cost in costs} == set(HOURS)
    bars = {cost.case.partition(":")[0]: cost.bar for cost in costs if cost.bar}
    assert bars == {"busy": 1.0, "quiet": 2.5, "25 of 24 people": 8.0}
    assert [cost for cost in costs if cost.bar and cost.write_units_a_record > cost.bar] == []
