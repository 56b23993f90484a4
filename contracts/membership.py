"""Folds what teams publishes of places on teams and of owners into what is so now. Pure.

Events arrive late, twice and in any order. The highest revision alone decides: of an account for its place on a team,
whichever teams its events are about, and of a team for its owner. `contracts.teams` says what each event changes; this
module does not import it, so that a function that only reads people need not load the events.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Self

Role = Literal["owner", "admin", "member"]
MANAGING_ROLES = frozenset[Role](("owner", "admin"))
MemberStatus = Literal["active", "suspended"]


@dataclass(frozen=True, slots=True)
class Membership:
    """An account and its place on a team. A service adds what else it knows of an account in a subclass.

    Two registers, each with the revision that wrote it: a change of role says the team as well, so it may overtake the
    join; a suspension says nothing of the role, so it is kept apart.
    """

    account_id: str
    team_id: str | None = None
    role: Role = "member"
    status: MemberStatus = "active"
    membership_revision: int = 0
    status_revision: int = 0
    valid_from: int = 0  # the lowest generation of sessions that is signed in
    ended_sessions: dict[str, datetime] = field(default_factory=dict, hash=False)  # by id, until when a token may live

    def is_on(self, team_id: str) -> bool:
        """Return whether the account is on this team, suspended or not."""
        return self.team_id == team_id

    @property
    def team(self) -> str | None:
        """Return the team that the account may act on: its own, unless it is suspended."""
        return self.team_id if self.status == "active" else None

    @property
    def runs(self) -> str | None:
        """Return the team that the account runs as owner or admin, or None."""
        return self.team if self.role in MANAGING_ROLES else None

    def joined(self, team_id: str, role: Role, revision: int) -> Self:
        """Put the account on a team, active."""
        return self.given_role(team_id, role, revision).given_status("active", revision)

    def left(self, revision: int) -> Self:
        """Put the account on no team."""
        return self.given_role(None, "member", revision).given_status("active", revision)

    def given_role(self, team_id: str | None, role: Role, revision: int) -> Self:
        """Write team and role, unless a revision as high is known."""
        if revision <= self.membership_revision:
            return self
        return replace(self, team_id=team_id, role=role, membership_revision=revision)

    def given_status(self, status: MemberStatus, revision: int) -> Self:
        """Write the status, unless a revision as high is known."""
        return replace(self, status=status, status_revision=revision) if revision > self.status_revision else self


@dataclass(frozen=True, slots=True)
class Ownership:
    """A team, its owner, and the account that got what it had when it was dissolved."""

    team_id: str
    owner_id: str = ""
    heir: str | None = None
    owner_revision: int = 0

    def handed_over(self, owner_id: str, revision: int) -> Self:
        """Write the owner, unless a revision as high is known."""
        return replace(self, owner_id=owner_id, owner_revision=revision) if revision > self.owner_revision else self
