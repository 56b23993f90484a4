"""The README's table of events says what the code does."""

import importlib
import re
from pathlib import Path

from contracts import catalogue

README = Path(__file__).parents[2] / "README.md"
SERVICES = ("identity", "teams", "billing", "numbers")


def reactions() -> list[str]:
    """The table's rows as they must be."""
    reacting = {
        service: {event.__name__ for event in importlib.import_module(f"services.{service}.consumer").consumer.events}
        for service in SERVICES
    }
    rows = []
    for event in catalogue.published_events():
        who = [service for service in SERVICES if event.__name__ in reacting[service]]
        rows.append(f"| {event.source} | `{event.__name__}` | {', '.join(who) or 'whoever subscribes'} |")
    return rows


def test_the_table_of_events_is_that_of_the_code() -> None:
    """Who publishes what and who reacts is a fact of the code; the README repeats it rightly."""
    written = [line for line in README.read_text().splitlines() if re.match(r"\| \w+ \| `[A-Z]\w+` \|", line)]
    assert written == reactions()
