"""The daily inventory in tests: its first look and the second, and the report that the operator reads."""

from datetime import timedelta
from typing import Any

from kernel import clock
from tests.in_process import door
from tests.services.numbers.harness import NumbersHarness


def look(harness: NumbersHarness) -> None:
    """Run the first look, and everything that follows from it."""
    harness.run("compare_inventory")


def look_again(harness: NumbersHarness, after: timedelta = timedelta(hours=2)) -> None:
    """Run the hourly job so long after the first look."""
    harness.run("look_again_at_inventory", clock.now() + after)


def report(harness: NumbersHarness, **asked: Any) -> dict[str, Any]:
    """Return the operator's report."""
    with harness.world.inside("numbers"):
        return dict(door("numbers", "reports").handler({"report": "inventory"} | asked, None))


def lines(harness: NumbersHarness) -> set[tuple[str, str]]:
    """Return what differs in the last day's report, and about which phone number."""
    return {(line["what"], line["phone_number"]) for line in report(harness)["lines"]}
