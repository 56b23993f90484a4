"""What a run of the comparison with PayPal covers: from the watermark, less an overlap, in bounded parts (B17). Pure.

Two kinds of parts read PayPal's lists of a window; once they are done, parts of the third kind look for payments of
ours that no list had. Each part is of a day (UTC), the last one of what there is of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

OVERLAP = timedelta(days=3)  # as long as PayPal tries to deliver
LATE = timedelta(hours=36)  # an age of the watermark that is an alarm
_MOST = timedelta(days=5)  # by which one run moves the watermark
_LISTED_LATE = timedelta(hours=6)  # PayPal says that it takes three until a transaction is listed
_DAY = timedelta(days=1)


class PartKind(StrEnum):
    """What a part of a run compares."""

    EVENTS = "events"  # PayPal's events of captures, refunds and disputes with our payments
    TRANSACTIONS = "transactions"  # the movements of our balance at PayPal with our books
    PAYMENTS = "payments"  # our payments of a day with PayPal's


class Stage(StrEnum):
    """What a run is at."""

    LISTS = "lists"
    PAYMENTS = "payments"
    ENDED = "ended"

    @property
    def following(self) -> "Stage":
        """Return the stage after this one."""
        return Stage.PAYMENTS if self is Stage.LISTS else Stage.ENDED


_KINDS = {
    Stage.LISTS: (PartKind.EVENTS, PartKind.TRANSACTIONS),
    Stage.PAYMENTS: (PartKind.PAYMENTS,),
    Stage.ENDED: (),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a run: what it compares, and of which time."""

    kind: PartKind
    start: datetime
    end: datetime

    @property
    def name(self) -> str:
        """Return its name, which no other part of the run has, and which it has in every run."""
        return f"{self.kind}#{self.day}"

    @property
    def day(self) -> str:
        """Return the day (UTC) of its start."""
        return f"{self.start:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A run: what it compares, in whole seconds, and how far it should come if it may not come so far at once."""

    run: str
    start: datetime
    end: datetime
    aim: datetime
    stage: Stage = Stage.LISTS

    def parts(self, stage: Stage) -> list[Part]:
        """Return the parts of a stage, oldest first."""
        return [part for kind in _KINDS[stage] for part in self._parts(kind)]

    def part(self, name: str) -> Part:
        """Return the part of this name. Raises KeyError if there is none."""
        return {part.name: part for stage in Stage for part in self.parts(stage)}[name]

    def next(self) -> "Reconciliation":
        """Return the run at its next stage."""
        return replace(self, stage=self.stage.following)

    def _parts(self, kind: PartKind) -> Iterator[Part]:
        end = self.end - _LISTED_LATE if kind is PartKind.TRANSACTIONS else self.end
        start = self.start
        while start < end:
            yield Part(kind, start, min(start + _DAY, end))
            start += _DAY


def plan(run: str, watermark: datetime | None, aim: datetime) -> Reconciliation:
    """Return the run that moves the watermark toward `aim`; the first one of all begins some days before."""
    aim = aim.astimezone(UTC).replace(microsecond=0)
    reached = min(watermark.astimezone(UTC) if watermark else aim - _DAY, aim)
    return Reconciliation(run, _start_of_day(reached - OVERLAP), min(aim, reached + _MOST), aim)


def add(sums: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    """Return the sums of both, by name."""
    return {name: sums.get(name, 0) + more.get(name, 0) for name in sorted({*sums, *more})}


def _start_of_day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
