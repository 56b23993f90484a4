"""Plays one change with each of its transactions disturbed: the tool of `test_conflicts.py` (E2).

The emulator never raises TransactionConflict. The first play counts the transactions; then the change is played once
for each of them and each fault, and repeated as an app or a queue repeats it until it is done. Whatever it made must be
what it makes undisturbed, but for ids, instants and secrets, which are new each time.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from kernel import aws
from kernel.bus.relay import events_of
from tests.faults import Calls, answer_lost, conflicting, counted
from tests.moto_tables import moto_table

Made = tuple[Counter[str], int]  # what lies in the tables, and how many charges there were
WRITE = "TransactWriteItems"
_REPEATS = 4
_AT_AN_END = 3  # of the transactions of one change, so many are disturbed
_COUNTERS = ("LIMIT#", "BUDGET#", "ATTEMPTS#", "HANDLED#")
_NEW_EACH_TIME = [
    (re.compile(r"\$argon2id\$[^\"]+"), "HASH"),
    (re.compile(r"\b(?:k[0-9a-f]{31,}|[0-9a-f]{24,})\b"), "HEX"),
    (re.compile(r"\b([a-zA-Z]{2,5})[_-][0-9A-Za-z]{12,}"), r"\1_ID"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?"), "INSTANT"),
    (re.compile(r"JOURNALS#\d{4}-\d\d-\d\d#\d\d"), "JOURNALS"),
    (re.compile(r"\b1[78]\d{8}(?:\d{3})?\b"), "EPOCH"),
    (re.compile(r"\b(?:(?=[A-Z]*\d)[0-9A-Z]{11,18}|[A-Z]{17})\b"), "OF_PAYPAL"),  # an order's id may lack digits
    (re.compile(r"\b(DUE#\w+|\w+_(?:DUE|OPEN)|EXPIRES#[\d-]+|EARNINGS|PAID#[\d-]+)#\d+"), r"\1#SHARD"),
    (re.compile(r"[0-9A-Za-z+/=_.-]{26,}"), "SECRET"),
    (re.compile(r'("(?:version|profile|took_ms|ms|size|\w*revision|valid_from)": {"N": )"\d+"'), r"\1N"),
    (re.compile(r'"token": {"S": "\w{8}"}'), "TOKEN"),
]


@dataclass(frozen=True)
class Fault:
    """What happens to the n-th transaction of a change, and whether the change goes through all the same."""

    name: str
    at: Callable[[int], AbstractContextManager[Calls]]
    is_hidden: bool

    def __str__(self) -> str:
        return self.name


FAULTS = (
    Fault("a conflict", lambda n: conflicting(aws.client("dynamodb"), at_commit=n), is_hidden=True),
    Fault("conflicts to the end", lambda n: conflicting(aws.client("dynamodb"), at_commit=n, times=8), is_hidden=False),
    Fault("a lost answer", lambda n: answer_lost(aws.client("dynamodb"), WRITE, at_call=n), is_hidden=False),
)


@dataclass
class Change:
    """A change that can be played again and again: `do` returns whether it is done, `made` what there is now."""

    restore: Callable[[], None]
    do: Callable[[], bool]
    made: Callable[[], Made]

    def transactions(self) -> int:
        """Return in how many transactions the undisturbed change is written."""
        for _ in range(2):  # once for the providers, which are not put back
            self.restore()
            with counted(aws.client("dynamodb")) as calls:
                assert self.do()
        return calls.made.count(WRITE)

    def differences(self, faults: tuple[Fault, ...] = FAULTS) -> Iterator[str]:
        """Yield what is otherwise than in the undisturbed change, for each fault of each transaction."""
        count = self.transactions()
        expected, charged = self.made()
        for at in _some(count):
            for fault in faults:
                self.restore()
                with fault.at(at):
                    is_done = self.do()
                if fault.is_hidden and not is_done:
                    yield f"{fault} at transaction {at} of {count}: not hidden"
                repeats = 0
                while not is_done and (repeats := repeats + 1) < _REPEATS:
                    is_done = self.do()
                found, charges = self.made()
                if found != expected or charges > charged:
                    yield f"{fault} at transaction {at} of {count}: {_short(expected, found)}, {charges} charges"


def _some(count: int) -> list[int]:
    """Return which of the transactions are disturbed: of more than six the first ones and the last ones."""
    return [at for at in range(1, count + 1) if at <= _AT_AN_END or at > count - _AT_AN_END]


def content(tables: list[str], *, but: tuple[str, ...] = ()) -> Counter[str]:
    """Return what lies in these tables, without what is new each time, counters of uses, and keys that begin so."""
    return Counter(
        _comparable(name, json.dumps(_unpacked(item.to_json()["Attributes"]), sort_keys=True, default=repr))
        for name in tables
        for item in moto_table(name).all_items()
        if not item.hash_key.value.startswith((*_COUNTERS, *but)) and not item.range_key.value.startswith(but or "#")
    )


def _unpacked(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return an item with its events as text: compressed, they differ by what is new each time."""
    return attributes | {"packed": events_of(attributes)} if "packed" in attributes else attributes


def _comparable(table: str, text: str) -> str:
    for pattern, by in _NEW_EACH_TIME:
        text = pattern.sub(by, text)
    return f"{table.partition('-')[0]} {text}"


def _short(expected: Counter[str], found: Counter[str]) -> str:
    return f"lacks {sorted(expected - found)[:6]}, has besides {sorted(found - expected)[:6]}"
