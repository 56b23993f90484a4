"""A team with its counters. Pure: no clock, no AWS."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from contracts.membership import FactorRule
from services.teams.domain.limits import invitations_a_day

REMEMBERED = timedelta(days=30)  # so long is what is left of a dissolved team kept
SENT_AT_ONCE = 25  # invitations of a team on a day that never wait behind those of a team that sends many


def default_name(owner_name: str) -> str:
    """Return the name of a team that its owner has not named."""
    return f"{owner_name[:50]}'s team"


@dataclass(frozen=True)
class Team:
    """A team with its counters, which change in the same transactions as what they count.

    `paid` is what it paid through PayPal, in micro-dollars; `invitations_a_day` is the operator's word, 0 if there is
    none. `has_wallet` says whether its owner, who pays, has a PayPal wallet that works.
    """

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
    paid: int = 0
    invitations_a_day: int = 0
    has_wallet: bool = False
    second_factor_required_of: FactorRule = "none"
    rule_revision: int = 0  # counts the rules on second factors
    last_part_at: datetime | None = None  # of its dissolution

    @property
    def has_default_name(self) -> bool:
        """Return whether the team's name is made of its owner's."""
        return self.name == default_name(self.owner_name)

    @property
    def is_open(self) -> bool:
        """Return whether the team may still change."""
        return self.status == "open"

    @property
    def is_empty(self) -> bool:
        """Return whether the owner is alone and no invitation is open (I9)."""
        return self.others == 0 and self.open_invitations == 0

    @property
    def next_revision(self) -> int:
        """Return the revision of a change of owner; each reads the last one first, so that it is higher."""
        return self.revision + 1

    def invitation_allowance(self, now: datetime, at_first: int) -> int:
        """Return how many invitations the team may send per day; the operator's word raises it to any number."""
        age = now - self.opened_at
        earned = invitations_a_day(at_first, age=age, paid=self.paid, has_wallet=self.has_wallet)
        return max(self.invitations_a_day, earned)

    def invitations_left(self, now: datetime, a_day: int) -> int:
        """Return how many more invitations the team may send on this day (UTC)."""
        return max(0, a_day - self.sent_on_day_of(now))

    def sends_in_bulk(self, now: datetime) -> bool:
        """Return whether the team has sent so many invitations on this day that more of them wait on their own."""
        return self.sent_on_day_of(now) >= SENT_AT_ONCE

    def sent_on_day_of(self, now: datetime) -> int:
        """Return how many invitations the team has sent on this day (UTC)."""
        return self.sent_today if self.sent_on == now.date().isoformat() else 0
