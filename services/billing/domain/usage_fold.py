"""Folds a day of a team's usage that is over: from an item a person and hour into few items a day (B12). Pure.

A day has its totals, without people and numbers, by which a month is summed quickly; and its details, in parts of a
bounded size. Both are packed: the names of the strands with their sums, and their quarters as columns of integers.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Mapping
from functools import partial

from services.billing.domain.usage import Used
from services.billing.domain.usage_days import COLUMNS, Columns, Run, Strand

MOST_PACKED = 100_000  # bytes of a part of a day's details, after which another one begins


def merge(*days: Mapping[Strand, Run]) -> dict[Strand, Run]:
    """Return the runs of all of these together."""
    merged: dict[Strand, dict[int, Used]] = {}
    for day in days:
        for strand, run in day.items():
            by_quarter = merged.setdefault(strand, {})
            for quarter, used in run.by_quarter().items():
                by_quarter[quarter] = by_quarter.get(quarter, Used()) + used
    return {strand: Run.of(by_quarter) for strand, by_quarter in merged.items()}


def totals(runs: Mapping[Strand, Run]) -> dict[Strand, Run]:
    """Return the runs of everyone and every number together."""
    return merge(*({Strand("", strand.kind, strand.country, ""): run} for strand, run in runs.items()))


def pack(runs: Mapping[Strand, Run]) -> bytes:
    """Return the runs as bytes: names and sums of the strands, and apart from them their columns."""
    ordered = sorted(runs.items(), key=lambda it: it[0])
    names = [[*strand, run.length, run.total.amount, run.total.count, run.total.seconds] for strand, run in ordered]
    columns = array("q")
    for column in range(COLUMNS):
        for _, run in ordered:
            columns.extend(run.column(column))
    if sys.byteorder == "big":
        columns.byteswap()
    head = zlib.compress(json.dumps(names, separators=(",", ":")).encode())
    return len(head).to_bytes(4, "little") + head + zlib.compress(columns.tobytes())


def unpack(packed: bytes) -> dict[Strand, Run]:
    """Return the runs that were packed; their columns are not decompressed before one is needed."""
    size = 4 + int.from_bytes(packed[:4], "little")
    columns, runs, place = Columns(partial(_integers, packed[size:])), dict[Strand, Run](), 0
    for account_id, kind, country, number_id, length, *sums in json.loads(zlib.decompress(packed[4:size])):
        runs[Strand(account_id, kind, country, number_id)] = Run(Used(*sums), columns, place, length)
        place += length
    return runs


def _integers(packed: bytes) -> "array[int]":
    integers = array("q", zlib.decompress(packed))
    if sys.byteorder == "big":
        integers.byteswap()
    return integers
