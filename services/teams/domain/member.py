"""A person who is on a team. Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.membership import MemberStatus, Role
from services.teams.domain.number import UsedNumber


@dataclass(frozen=True)
class Member:
    """A person who is on a team.

    `version` goes on from the account's, which grows with every change of the member: so it orders all that is told
    of an account's places, also of a second one on the same team.
    """

    team_id: str
    account_id: str
    phone_number: str
    name: str
    email: str
    role: Role
    joined_at: datetime
    since_at: datetime
    status: MemberStatus = "active"
    invitation_id: str | None = None
    invited_at: datetime | None = None
    words: tuple[str, ...] = ()
    numbers: tuple[UsedNumber, ...] = ()
    version: int = 1

    @property
    def last_version(self) -> int:
        """The revision with which they go: higher than any before, lower than that of their next place."""
        return self.version + 1

    def changed(self, **to: object) -> "Member":
        """This member with something else, as the next version."""
        return replace(self, version=self.version + 1, **to)  # type: ignore[arg-type]
