"""When a team's gifts that wait are looked at: monthly allowances, and promises beyond what it may give in a day. Pure.

A day is one of UTC, written so that text order is time order.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class GivingRound:
    """The day on which a team is looked at next, and up to which its owner knows of the allowances that wait."""

    team_id: str
    next: str
    changed_at: datetime
    notified_for: str = ""

    def is_old(self, now: datetime) -> bool:
        """Return whether nothing was added for so long that an index lists all of it."""
        return now > self.changed_at + timedelta(days=1)


def day_of(at: datetime) -> str:
    """Return the day of an instant, such as 2027-01-31."""
    return f"{at:%Y-%m-%d}"


def day_after(at: datetime) -> str:
    """Return the day after that of an instant."""
    return day_of(at + timedelta(days=1))
