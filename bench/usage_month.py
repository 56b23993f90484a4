"""The cost of looking at a month of a team's usage: items read, units and our own time, whatever the records.

The days are folded, as the nightly job leaves them. A team of 12 people, whose records are spread over days, quarters,
kinds, countries and numbers, written straight into moto's table. What is asked by user or number follows the people.
"""

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bench import warm
from bench.money import open_harness
from bench.units import counting
from kernel import aws
from services.billing import usage as door
from services.billing.domain.usage import Cell, Used
from services.billing.stores import usage, usage_folds
from tests.events import http_event
from tests.moto_tables import moto_table
from tests.services.billing.harness import OWNER, TEAM, BillingHarness

SIZES = (100, 1_000_000)
_PEOPLE = 12
_QUESTIONS = ("day", "day,kind", "user", "day,user,kind,number,country")
_BAR = 5.0  # ms of CPU, p50
_ROUNDS = 30
_LIMITED = frozenset(["day", "day,kind"])  # what follows neither people nor numbers


@dataclass(frozen=True)
class Month:
    """What a month of usage costs to see: calls, items, read units, rows, and the ratio of its time to the bar."""

    records: int
    group_by: str
    calls: int
    items: int
    read_units: float
    rows: int
    cpu_ms: float
    ratio: float | None
    bar: float | None


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Month]:
    """Measure each question at each size."""
    for size in sizes:
        with open_harness() as harness:
            _fill(harness, size)
            for question in _QUESTIONS:
                yield _measured(harness, size, question)


def _measured(harness: BillingHarness, size: int, question: str) -> Month:
    days = {"from": f"{_first():%Y-%m-%d}", "to": f"{_first() + timedelta(days=29):%Y-%m-%d}"}
    event = http_event("GET /v1/usage", caller=OWNER, query=days | {"group_by": question})
    client = aws.client("dynamodb")
    with harness.world.inside("billing"):
        with warm.recording(client) as answers, counting(client) as used:
            door.usage.handler(event, None)
        with warm.replaying(client, answers):
            took = _milliseconds(event)
    rows = len(harness.ask("GET /v1/usage", query=days | {"group_by": question}).body["rows"])
    items = sum(len(answer.get("Items", [])) for answer in answers)
    ratio = round(took / _BAR, 2) if question in _LIMITED else None
    bar = 1.0 if ratio is not None else None
    return Month(size, question, used.calls, items, used.read_units, rows, took, ratio, bar)


def _milliseconds(event: dict[str, Any]) -> float:
    """Return the median CPU time of a request."""
    taken: list[float] = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        door.usage.handler(event, None)
        taken.append(time.process_time() - began)
    return round(statistics.median(taken) * 1000, 2)


def _fill(harness: BillingHarness, size: int) -> None:
    """Write the days of a month of so many records, each folded."""
    table, random_ = moto_table(harness.table.name), random.Random(7)  # noqa: S311
    hours: dict[tuple[str, str], dict[Cell, Used]] = {}
    for cell, used in _cells(size, random_):
        key = usage.sums_key(TEAM, cell.account_id, cell.quarter)
        cells = hours.setdefault((key["pk"], key["sk"]), {})
        cells[cell] = cells.get(cell, Used()) + used
    items = [{"pk": pk, "sk": sk, usage.REVISION: 1} | usage._of_cells(cells) for (pk, sk), cells in hours.items()]
    for day in sorted({usage_folds.day_of(item) for item in items}):
        of_day = [item for item in items if usage_folds.day_of(item) == day]
        for entry in usage_folds.fold(usage_folds.FoldedDay(TEAM, day), of_day)[:2]:
            table.put_item(entry.params["Item"])


def _cells(size: int, random_: random.Random) -> Iterator[tuple[Cell, Used]]:
    """Yield where each record is counted; beyond so many, several at once, as they fall into the same cells."""
    at_once = max(size // 100_000, 1)
    for place in range(size // at_once):
        person = place % _PEOPLE
        quarter = _first() + timedelta(days=random_.randrange(30), minutes=15 * random_.randrange(96))
        kind, country = random_.choice(("call", "forwarding", "text")), random_.choice(("US", "US", "US", "DE", "GB"))
        cell = Cell(quarter, f"acc_{person:02}", kind, country, f"num_{person:02}")
        yield cell, Used(10_000 * at_once, at_once, 60 * at_once)


def _first() -> datetime:
    return datetime(2026, 9, 1, tzinfo=UTC)
