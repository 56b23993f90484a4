"""Plays a changing route with its caller's right taken away in the middle: the tool of `test_rights.py` (E6).

The first run of a request finds the gaps by itself: one before each AWS call up to the first write, counters of uses
aside. Then the request is sent once for each gap and each loss, and in the gap the tables become those in which the
right is lost. The loss was played beforehand through the doors, with all its events delivered.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kernel import aws
from tests.faults import Calls
from tests.in_process import Reply
from tests.moto_tables import Kept, kept, moto_table, put_back
from tests.services.cast import Cast
from tests.services.rows import Row

Tables = dict[str, Kept]
WRITE = "TransactWriteItems"
COUNTER = "LIMIT#"


@dataclass(frozen=True)
class Loss:
    """A way in which a caller loses a right: who can lose it so, and what happens."""

    name: str
    of: tuple[str, ...]
    happen: Callable[[Cast, str], None]


@dataclass(frozen=True)
class Gap:
    """A play of a request: what was lost before its n-th call, its answer, whether anything changed or was charged."""

    row: str
    caller: str
    loss: str
    call: int
    reply: Reply
    has_changed: bool

    @property
    def is_refused(self) -> bool:
        """Return whether the request was refused and changed nothing."""
        return 400 <= self.reply.status < 500 and not self.has_changed

    def __str__(self) -> str:
        said = f"{self.reply.status} {self.reply.body if self.reply.status >= 400 else ''}"
        changed = ", and changed something" if self.has_changed else ""
        return f"{self.row} as {self.caller}, {self.loss} before call {self.call}: {said}{changed}"


@dataclass
class Play:
    """The tables as they are before a request, and as each loss leaves them."""

    cast: Cast
    before: Tables
    restore_providers: Callable[[], None]
    count_charges: Callable[[], int]
    lost: dict[tuple[str, str], Tables] = field(default_factory=dict)

    def succeeds(self, caller: str, row: Row) -> bool:
        """Return whether the request succeeds while its caller has the right."""
        self.put_back(self.before)
        return self.cast.send(caller, row).status < 400

    def losses(self, caller: str, row: Row, losses: tuple[Loss, ...]) -> Iterator[Loss]:
        """Yield the losses after which the request is refused: those of a right that it needs."""
        for loss in losses:
            if caller in loss.of:
                self.put_back(self.after(loss, caller))
                if self.cast.send(caller, row).status >= 400:
                    yield loss

    def gaps(self, caller: str, row: Row, loss: Loss) -> Iterator[Gap]:
        """Yield what becomes of the request when the right is lost before each of its calls up to the first write."""
        lost = self.after(loss, caller)
        reference = _comparable(lost)
        call = 1
        while True:
            self.put_back(self.before)
            charges = self.count_charges()
            with _replaced(call, lambda: self.put_back(lost)) as calls:
                reply = self.cast.send(caller, row)
            if len(calls.made) < call or WRITE in calls.made[: call - 1]:
                return
            now = {name: moto_table(name).items for name in self.before}
            has_changed = _comparable(now) != reference or self.count_charges() > charges
            yield Gap(str(row), caller, loss.name, call, reply, has_changed)
            call += 1

    def after(self, loss: Loss, caller: str) -> Tables:
        """Return the tables after a loss, which is played once."""
        if (loss.name, caller) not in self.lost:
            self.put_back(self.before)
            loss.happen(self.cast, caller)
            self.cast.world.settle()
            self.lost[loss.name, caller] = tables_of(self.cast)
        return self.lost[loss.name, caller]

    def put_back(self, tables: Tables) -> None:
        """Have the tables as they were, and the providers as they were at first."""
        for name, items in tables.items():
            put_back(name, items)
        self.restore_providers()


def tables_of(cast: Cast) -> Tables:
    """Return what lies in all tables now."""
    return {name: kept(name) for name in cast.world.tables}


@contextmanager
def _replaced(at_call: int, do: Callable[[], None]) -> Iterator[Calls]:
    """Do something once, just before the n-th call of DynamoDB, unless a transaction was sent before."""
    calls = Calls()

    def note(model: Any, params: Any, **_: Any) -> None:
        counts = model.name == WRITE and _only_counts(json.loads(params["body"]))
        calls.made.append(f"{model.name} of counters" if counts else model.name)
        if len(calls.made) == at_call and WRITE not in calls.made[:-1]:
            do()

    events = aws.client("dynamodb").meta.events
    events.register("before-call", note)
    try:
        yield calls
    finally:
        events.unregister("before-call", note)


def _only_counts(request: dict[str, Any]) -> bool:
    """Return whether a transaction only counts uses before a provider is asked: that grants nothing."""
    writes = [write for item in request["TransactItems"] for write in item.values()]
    return all("Key" in write and write["Key"]["pk"]["S"].startswith(COUNTER) for write in writes)


def _comparable(tables: Tables) -> dict[str, Any]:
    """Return what must not change: everything but the counters of uses."""
    return {
        f"{name}/{pk.value}/{sk}": item.to_json()
        for name, items in tables.items()
        for pk, under in items.items()
        if not pk.value.startswith(COUNTER)
        for sk, item in under.items()
    }
