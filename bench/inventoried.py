"""The cost of the daily inventory: how many requests, calls and units so many numbers take, and what it finds (N16).

The numbers are in the table and at the simulated carrier, both put there directly; five differ.
"""

import time
from dataclasses import dataclass

from bench.units import Used, counting
from kernel import aws
from tests.carrier import RunningCarrier
from tests.in_process import InProcessServices
from tests.moto_lookups import quicken, slow_down
from tests.moto_shortcut import shorten, the_long_way
from tests.services.numbers.conftest import build_world
from tests.services.numbers.harness import NumbersHarness
from tests.services.numbers.inventory import lines, look, look_again
from tests.services.numbers.planted_numbers import plant_numbers


@dataclass(frozen=True)
class Inventoried:
    """The cost of a day; `carrier_requests` are those of both looks, seconds are of one process, the carrier included.

    Units are those of both looks.
    """

    numbers: int
    found: int
    carrier_requests: int
    reads: int
    transactions: int
    read_units: float
    write_units: float
    first_look_seconds: float
    second_look_seconds: float


def measure(sizes: tuple[int, ...] = (1_000, 10_000)) -> list[Inventoried]:
    """Measure the inventory of so many numbers, with moto as the tests have it: its own way sorts each table anew."""
    carrier = RunningCarrier()
    quicken()
    shorten()
    try:
        world = build_world(carrier)
        return [_day(world, carrier, size) for size in sizes]
    finally:
        the_long_way()
        slow_down()
        carrier.stop()


def _day(world: InProcessServices, carrier: RunningCarrier, size: int) -> Inventoried:
    carrier.begin_test()
    world.empty()
    harness = NumbersHarness(world, carrier)
    expected = plant_numbers(harness, size)
    asked = len(carrier.exchanges)
    with counting(aws.client("dynamodb")) as used:
        began = time.perf_counter()
        look(harness)
        looked = time.perf_counter()
        look_again(harness)
        ended = time.perf_counter()
    found = lines(harness)
    if found != expected:
        raise AssertionError(f"{len(found)} differences were found")
    return _row(size, len(found), len(carrier.exchanges) - asked, used, (looked - began, ended - looked))


def _row(size: int, found: int, asked: int, used: Used, seconds: tuple[float, float]) -> Inventoried:
    return Inventoried(
        numbers=size,
        found=found,
        carrier_requests=asked,
        reads=used.reads,
        transactions=used.transactions,
        read_units=round(used.read_units),
        write_units=round(used.write_units),
        first_look_seconds=round(seconds[0], 1),
        second_look_seconds=round(seconds[1], 1),
    )
