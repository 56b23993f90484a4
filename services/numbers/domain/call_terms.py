"""What a call follows: the steps of its route, and the money that is held for it. Pure."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from contracts.call_prices import Rounding
from contracts.calls import CallKind

StepKind = Literal["ring", "forward", "voicemail", "notice", "reject"]
RejectionCause = Literal["USER_BUSY", "CALL_REJECTED"]
LONGEST_LIMIT = 14_000  # seconds: what every part of the carrier's document accepts
ASKED_BEFORE = timedelta(minutes=3)  # the end of what is held: the next slice is asked for, and once more
ASKED_AGAIN = timedelta(minutes=1)
MOST_ASKS = 2
CANNOT_BE_REACHED = "The person you are calling can't be reached right now. Please try again later."
CUT_BEFORE = timedelta(seconds=90)  # the end of what is held, where no more is: a job runs each minute


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
    country: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """What billing holds for a call: `slices`, which pay for `seconds` of talking; all credits, for `limit` seconds.

    `refused` is the slice that was refused last, for `reason`. Without the first one a call is not connected; a later
    one is asked for again (`asks` counts that), as credits may have been bought, and what is held then outweighs.
    """

    slices: int = 0
    seconds: int = 0
    limit: int = 0
    asks: int = 0
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
    def time_limit(self) -> int:
        """The carrier's time limit for the leg, in seconds."""
        return min(self.limit, LONGEST_LIMIT)

    @property
    def wants_more(self) -> bool:
        """Whether another slice is to be asked for: up to the carrier's time limit, which nothing changes later."""
        return self.is_held and self.seconds < self.time_limit and self.asks < MOST_ASKS

    def hold(self, number: int, seconds: int, limit: int) -> "Money":
        """Record that the slice of this number is held; the limit is that of the first one, as the leg has it."""
        if number <= self.slices or self.is_refused:
            return self
        return Money(number, max(seconds, self.seconds), self.limit or limit)

    def refuse(self, number: int, reason: str) -> "Money":
        """Record that the slice of this number is refused."""
        return self if self.is_refused or number <= self.slices else replace(self, refused=number, reason=reason)


NOT_ASKED = Money()
