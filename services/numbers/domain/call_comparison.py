"""Compares a call with what the carrier has recorded of it: how they differ, and which facts we lack (N9, B11). Pure.

The carrier records a leg once it has ended, in several records if several of its services had a part in it. What it
records never changes a price: a call is billed by the seconds of its own facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.numbers.domain.call import Call
from services.numbers.domain.call_leg import Fact, Leg, Role
from services.numbers.domain.call_progress import names_of
from services.numbers.domain.call_settlement import paid_seconds

CLOSE = 2  # seconds: we count each second that began, the carrier those that it has measured
UNKNOWN_TO_US, UNKNOWN_TO_CARRIER = "unknown_to_us", "unknown_to_carrier"
END_NOT_REPORTED, SECONDS_DIFFER, REPORT_LOST = "end_not_reported", "seconds_differ", "report_lost"
_ROLES: dict[str, Role] = {"forward": "target", "ring": "app"}


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What the carrier has recorded of a leg; `seconds` are those talked, `cost` is in micro-dollars, if it says one.

    `to` is whom it went to.
    """

    session_id: str
    leg_id: str
    to: str
    started_at: datetime
    ended_at: datetime
    seconds: int = 0
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class CarrierCall:
    """All that the carrier has recorded of a call."""

    session_id: str
    records: tuple[CallRecord, ...]

    @property
    def began_at(self) -> datetime:
        """Return when its first leg began."""
        return min(record.started_at for record in self.records)

    @property
    def cost(self) -> int:
        """Return what the carrier has charged for it, in micro-dollars."""
        return sum(record.cost or 0 for record in self.records)

    def seconds(self, leg_ids: Iterable[str] | None = None) -> int:
        """Return the seconds talked of the longest of these legs, or of all."""
        wanted = None if leg_ids is None else set(leg_ids)
        return max((it.seconds for it in self.records if wanted is None or it.leg_id in wanted), default=0)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a call and the carrier's records of it differ: `what`, and the seconds that each has."""

    what: str
    ours: int
    theirs: int


def group(records: Iterable[CallRecord]) -> dict[str, CarrierCall]:
    """Return the calls of records, by the carrier's id."""
    found: dict[str, tuple[CallRecord, ...]] = {}
    for record in records:
        found[record.session_id] = (*found.get(record.session_id, ()), record)
    return {session_id: CarrierCall(session_id, of_call) for session_id, of_call in found.items()}


def compare(call: Call | None, theirs: CarrierCall | None) -> Difference | None:
    """Return how a call of ours, or None, and one of the carrier's, or None, differ; None if they do not."""
    if call is None:
        return Difference(UNKNOWN_TO_US, 0, theirs.seconds()) if theirs else None
    if theirs is None:
        talked = max((leg.seconds for leg in call.legs), default=0)
        return Difference(UNKNOWN_TO_CARRIER, talked, 0) if talked else None
    paid = paid_seconds(call)
    recorded = theirs.seconds(leg.leg_id for leg in call.targets)
    if not call.is_settled:
        return Difference(END_NOT_REPORTED, paid, recorded) if find_facts(call, theirs) else None
    return Difference(SECONDS_DIFFER, paid, recorded) if abs(paid - recorded) > CLOSE else None


def find_facts(call: Call, theirs: CarrierCall) -> list[Fact]:
    """Return the facts of the carrier's records that we lack: ends, and answers, also of legs not known to us."""
    known = {leg.leg_id: leg for leg in call.legs}
    facts: list[Fact] = []
    for record in sorted(theirs.records, key=lambda it: (it.started_at, it.leg_id)):
        leg = known.get(record.leg_id) or _find_place(call, record)
        if leg:
            facts += _facts_of(leg, record)
            known[leg.leg_id] = leg
    after = call
    for fact in facts:
        after = after.apply(fact)
    return facts if after != call else []


def is_all_over(call: Call, theirs: CarrierCall) -> bool:
    """Return whether the carrier has recorded each leg that we know, so that nothing more is to come of any."""
    recorded = {record.leg_id for record in theirs.records}
    return all(leg.leg_id in recorded or not leg.is_alive for leg in call.legs)


def _facts_of(leg: Leg, record: CallRecord) -> Iterable[Fact]:
    if leg.is_alive:
        yield Fact("ended", leg.leg_id, record.ended_at, leg.role, leg.step, cause="unspecified")
    if record.seconds and not leg.was_answered:
        ended_at = leg.ended_at or record.ended_at
        yield Fact("answered", leg.leg_id, ended_at - timedelta(seconds=record.seconds), leg.role, leg.step)


def _find_place(call: Call, record: CallRecord) -> Leg | None:
    """Return the leg that a record must be of: one that we asked for, to this number, and never had a report of."""
    for place, step in enumerate(call.steps):
        for name, to in zip(names_of(call, place), step.to, strict=False):
            if to == record.to and name in call.asked and call.leg_of(name) is None:
                return Leg(record.leg_id, _ROLES[step.kind], name)
    return None
