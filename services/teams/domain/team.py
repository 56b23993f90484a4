"""A team with its counters. Pure: no clock, no AWS."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Team:
    """A team with its counters, which the same transactions keep that change what they count."""

    team_id: str
    name: str
    owner_id: str
    owner_name: str
    opened_at: datetime
    status: Literal["open", "dissolving", "dissolved"] = "open"
    others: int = 0
    admins: int = 0
    suspended: int = 0
    open_invitations: int = 0
    revision: int = 0
    sent_on: str = ""
    sent_today: int = 0
    numbers: Literal["keep", "hand_over"] = "hand_over"

    @property
    def is_open(self) -> bool:
        """Whether anything may change on it."""
        return self.status == "open"

    @property
    def is_empty(self) -> bool:
        """Whether only the owner is on it and nobody is invited (I9)."""
        return self.others == 0 and self.open_invitations == 0

    @property
    def next_revision(self) -> int:
        """The revision of a change of owner: each is read after the last was written, so it is higher."""
        return self.revision + 1

    def invitations_left(self, now: datetime, a_day: int) -> int:
        """How many invitations it may still send on this day (UTC)."""
        used = self.sent_today if self.sent_on == now.date().isoformat() else 0
        return max(0, a_day - used)
