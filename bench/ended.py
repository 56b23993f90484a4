"""How soon an ended session's access token is refused at every door, on a running system, for each cause (I8).

Each round has a person and a thief of its own, on a system without other load; the four doors are asked at once, every
20 ms. A row is over all rounds and services of one cause; the last one is over all causes.
"""

import math
import statistics
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from local.addresses import Addresses
from local.system import System
from tests.journeys.ended import CAUSES, DOORS, refusal_delays
from tests.journeys.people import PeopleFactory

_ROUNDS = 25
_BAR_MS = 2000


@dataclass(frozen=True)
class Refused:
    """From the answer that ended a session to the 401 of a service, in milliseconds."""

    cause: str
    rounds: int
    services: int
    p50_ms: int
    p99_ms: int
    max_ms: int
    bar_ms: int = _BAR_MS


def measure() -> list[Refused]:
    """On a system of its own, which goes away again."""
    with TemporaryDirectory() as folder, System(Path(folder), Addresses.free()) as system:
        return measure_at(system.addresses)


def measure_at(addresses: Addresses, rounds: int = _ROUNDS) -> list[Refused]:
    """Measure on a system that runs."""
    people = PeopleFactory(addresses)
    taken = {
        cause: [delay for _ in range(rounds) for delay in refusal_delays(people, cause).values()] for cause in CAUSES
    }
    every = [delay for delays in taken.values() for delay in delays]
    return [_row(cause, rounds, delays) for cause, delays in taken.items()] + [_row("all", rounds * len(CAUSES), every)]


def _row(cause: str, rounds: int, delays: list[float]) -> Refused:
    ordered = sorted(round(delay * 1000) for delay in delays)
    p99 = ordered[math.ceil(len(ordered) * 0.99) - 1]
    return Refused(cause, rounds, len(DOORS), round(statistics.median(ordered)), p99, ordered[-1])
