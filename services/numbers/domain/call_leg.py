"""A leg of a call: one end that the carrier connects, and the facts that are known of it, which only grow. Pure.

The carrier reports each fact late, twice or in another order. Of two reports the earliest instant holds, so that the
same facts give the same leg in whatever order they come.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

Role = Literal["caller", "app", "target"]  # of these, only a target costs credits
FactKind = Literal["initiated", "answered", "bridged", "ended", "spoken", "recorded", "cost"]
REPORTED_WITHIN = timedelta(seconds=30)  # what was answered is reported as such by then, or the carrier is asked
# no one has answered, whatever else is reported; after any other cause someone may have
_UNANSWERED = frozenset(["timeout", "no_answer", "user_busy", "call_rejected", "not_found", "originator_cancel"])


@dataclass(frozen=True, slots=True)
class Fact:
    """What the carrier reports of a leg; `step` names the command that made it, "" for the incoming leg."""

    kind: FactKind
    leg_id: str
    at: datetime
    role: Role = "caller"
    step: str = ""
    control_id: str = ""
    cause: str = ""
    cost: str = ""
    recording_id: str = ""
    seconds: int = 0  # of the recording


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg; `checked`: the carrier was asked about it after it had ended, so that nothing more is expected."""

    leg_id: str
    role: Role = "caller"
    step: str = ""
    control_id: str = ""
    initiated_at: datetime | None = None
    answered_at: datetime | None = None
    bridged_at: datetime | None = None
    ended_at: datetime | None = None
    spoken_at: datetime | None = None
    recorded_at: datetime | None = None
    cause: str = ""
    cost: str = ""
    recording_id: str = ""
    recorded_seconds: int = 0
    checked: bool = False

    @property
    def is_alive(self) -> bool:
        """Whether its end is not known."""
        return self.ended_at is None

    @property
    def was_answered(self) -> bool:
        """Whether it was answered; a leg that was bridged was."""
        return self.took_at is not None

    @property
    def took_at(self) -> datetime | None:
        """When it was answered; if that was never reported, when it was bridged."""
        return self.answered_at or self.bridged_at

    @property
    def is_unanswered(self) -> bool:
        """Whether it has ended, and certainly no one had answered it."""
        return self.ended_at is not None and not self.was_answered and (self.checked or self.cause in _UNANSWERED)

    @property
    def is_unclear(self) -> bool:
        """Whether it has ended, and it may be that a report of its answer is still to come."""
        return self.ended_at is not None and not self.was_answered and not self.is_unanswered

    @property
    def seconds(self) -> int:
        """The seconds from answered to ended, each that began; 0 if it was not answered or has not ended."""
        if self.took_at is None or self.ended_at is None:
            return 0
        return max(0, -((self.took_at - self.ended_at) // timedelta(seconds=1)))

    def apply(self, fact: Fact) -> "Leg":
        """Add a fact."""
        known = replace(self, control_id=self.control_id or fact.control_id)
        match fact.kind:
            case "cost":
                return replace(known, cost=max(self.cost, fact.cost))
            case "ended":
                # of two reports of one end, its instant and its cause belong together
                ends = [(self.ended_at, self.cause)] if self.ended_at else []
                at, cause = min([*ends, (fact.at, fact.cause)])
                return replace(known, ended_at=at, cause=cause)
            case "recorded":
                if self.recorded_at and self.recorded_at <= fact.at:
                    return known
                return replace(
                    known, recorded_at=fact.at, recording_id=fact.recording_id, recorded_seconds=fact.seconds
                )
        name = f"{fact.kind}_at"
        changes: dict[str, Any] = {name: _earliest(getattr(self, name), fact.at)}
        return replace(known, **changes)


def _earliest(known: datetime | None, at: datetime) -> datetime:
    return min(known, at) if known else at
