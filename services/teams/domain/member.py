"""Members: the people on a team. Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.membership import MemberStatus, Role
from services.teams.domain.number import UsedNumber


@dataclass(frozen=True)
class Member:
    """A person who is on a team.

    `version` continues from the account's, which grows with every change of the member. So it orders all events about
    an account's memberships, also those of a second one on the same team.
    """

    team_id: str
    account_id: str
    phone_number: str
    name: str
    email: str
    role: Role
    joined_at: datetime
    listed_at: datetime
    status: MemberStatus = "active"
    invitation_id: str | None = None
    invited_at: datetime | None = None
    words: tuple[str, ...] = ()
    numbers: tuple[UsedNumber, ...] = ()
    last_active_at: datetime | None = None  # to the day: the first use of a session on it, or signing in
    version: int = 1

    @property
    def removal_revision(self) -> int:
        """Return the revision of the member's removal: higher than any before, lower than in their next one."""
        return self.version + 1

    def with_changes(self, **to: object) -> "Member":
        """Return the member with these changes, as the next version."""
        return replace(self, version=self.version + 1, **to)  # type: ignore[arg-type]
