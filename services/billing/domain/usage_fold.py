"""Folds a day of a team's usage that is over: from an item a person and hour into few items a day (B12). Pure.

A day has its totals, without people and numbers, by which a month is summed quickly; and its details, in parts of a
bounded size. Totals and details are packed: the names of the series, then their columns as integers, compressed.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping

from services.billing.domain.usage import Used
from services.billing.domain.usage_days import Run, Series

MOST_PACKED = 100_000  # bytes of a part of a day's details, after which another one begins
_COLUMNS = ("quarters", "amounts", "counts", "seconds")


def merge(*days: Mapping[Series, Run]) -> dict[Series, Run]:
    """Return the runs of all of these together."""
    merged: dict[Series, dict[int, Used]] = {}
    for day in days:
        for series, run in day.items():
            by_quarter = merged.setdefault(series, {})
            for quarter, used in run.by_quarter().items():
                by_quarter[quarter] = by_quarter.get(quarter, Used()) + used
    return {series: Run.of(by_quarter) for series, by_quarter in merged.items()}


def totals(runs: Mapping[Series, Run]) -> dict[Series, Run]:
    """Return the runs of everyone and every number together."""
    return merge(*({Series("", series.kind, series.country, ""): run} for series, run in runs.items()))


def pack(runs: Mapping[Series, Run]) -> bytes:
    """Return the runs as bytes."""
    ordered = sorted(runs.items())
    names = json.dumps([[*series, len(run.quarters)] for series, run in ordered], separators=(",", ":"))
    columns = [_bytes(getattr(run, column) for _, run in ordered) for column in _COLUMNS]
    return zlib.compress(b"\n".join((names.encode(), b"".join(columns))))


def unpack(packed: bytes) -> dict[Series, Run]:
    """Return the runs that were packed."""
    names, _, columns = zlib.decompress(packed).partition(b"\n")
    integers = array("q", columns)
    if sys.byteorder == "big":
        integers.byteswap()
    width, place, runs = len(integers) // len(_COLUMNS), 0, dict[Series, Run]()
    for *series, length in json.loads(names):
        starts = (place + column * width for column in range(len(_COLUMNS)))
        runs[Series(*series)] = Run(*(integers[start : start + length] for start in starts))
        place += length
    return runs


def _bytes(columns: Iterable["array[int]"]) -> bytes:
    joined = array("q")
    for column in columns:
        joined.extend(column)
    if sys.byteorder == "big":
        joined.byteswap()
    return joined.tobytes()
