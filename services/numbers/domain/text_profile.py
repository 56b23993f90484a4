"""The messaging profile of a holder at the carrier: a STOP counts for all numbers of one profile, so each has its own.

A holder is a team, or an account with numbers of its own (N14). The carrier knows no idempotency keys: that a profile
is wanted is stored first, and it is looked for by its name before it is made. Pure.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TRY_TAKES = timedelta(seconds=60)  # for so long no other process makes the same profile


@dataclass(frozen=True, slots=True)
class TextProfile:
    """A holder's profile; `profile_id` is the carrier's, empty until it has one. `tried_at`: when it was last asked."""

    holder: str
    profile_id: str = ""
    tried_at: datetime | None = None
    version: int = 0

    @property
    def name(self) -> str:
        """The name that the carrier has it under."""
        return f"Teamline {self.holder}"

    def is_being_made(self, now: datetime) -> bool:
        """Return whether another process asks the carrier for it at this moment."""
        return not self.profile_id and self.tried_at is not None and now < self.tried_at + TRY_TAKES

    def start(self, now: datetime) -> "TextProfile":
        """Record that the carrier is about to be asked; stored before it is asked."""
        return replace(self, tried_at=now)

    def finish(self, profile_id: str) -> "TextProfile":
        """Record that the carrier has it."""
        return replace(self, profile_id=profile_id, tried_at=None)

    def forget(self) -> "TextProfile":
        """Record that the carrier has it no more: it is made again."""
        return replace(self, profile_id="", tried_at=None)

    def give_up(self) -> "TextProfile":
        """Record that the carrier was not reached: the next try need not wait."""
        return replace(self, tried_at=None)
