"""What a call follows: the steps of its route, and the money that is held for it. Pure."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from contracts.call_prices import Rounding
from contracts.calls import CallKind

StepKind = Literal["ring", "forward", "voicemail", "notice", "reject"]
RejectionCause = Literal["USER_BUSY", "CALL_REJECTED"]
LONGEST_LIMIT = 14_000  # seconds: what every part of the carrier's document accepts
ASKED_BEFORE = timedelta(minutes=3)  # the end of what is held: the next slice is asked for
CANNOT_BE_REACHED = "The person you are calling can't be reached right now. Please try again later."
CUT_BEFORE = timedelta(minutes=1)  # the end of what is held, where no more is: a job runs each minute


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a call: who is rung, all of them at once, or what is done with the caller.

    `shown` is the number that who is rung sees, `words` are those that are spoken.
    """

    kind: StepKind
    to: tuple[str, ...] = ()
    shown: str = ""
    seconds: int = 0
    words: str = ""
    cause: RejectionCause = "USER_BUSY"

    @property
    def rings(self) -> bool:
        """Whether it rings someone."""
        return self.kind in ("ring", "forward")


@dataclass(frozen=True, slots=True)
class Tariff:
    """The price of the leg that costs credits, by the deck of the day; who pays is the number's user."""

    kind: CallKind
    place: str
    deck: str
    rate: int
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Money:
    """What billing holds for a call: of its answers to one slice, the first counts.

    `slices` are held, and pay for `seconds` of talking; all credits would pay for `limit` seconds. `asked` is the
    last slice that was asked for, `refused` the one that was refused, for `reason`.
    """

    slices: int = 0
    seconds: int = 0
    limit: int = 0
    asked: int = 1
    refused: int = 0
    reason: str = ""

    @property
    def is_held(self) -> bool:
        """Whether the first slice is held."""
        return self.slices > 0

    @property
    def is_refused(self) -> bool:
        """Whether the first slice was refused."""
        return self.refused == 1

    @property
    def extends(self) -> bool:
        """Whether more may be held: up to the carrier's time limit, which nothing changes later."""
        return not self.refused and self.seconds < self.time_limit

    @property
    def time_limit(self) -> int:
        """The carrier's time limit for the leg, in seconds."""
        return min(self.limit, LONGEST_LIMIT)

    def hold(self, number: int, seconds: int, limit: int) -> "Money":
        """Record that the slice of this number is held; the limit is that of the first one, as the leg has it."""
        if number <= self.slices or self.refused:
            return self
        return replace(self, slices=number, seconds=max(seconds, self.seconds), limit=self.limit or limit)

    def refuse(self, number: int, reason: str) -> "Money":
        """Record that the slice of this number is refused."""
        return self if self.refused or number <= self.slices else replace(self, refused=number, reason=reason)


NOT_ASKED = Money()
