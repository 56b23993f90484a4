"""Whom numbers knows, from events: accounts, their team and role, and whether their wallet pays. Pure.

Events cross, so membership is counted, not switched: who left before they were heard to join is not on the team.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from contracts.teams import Role
from kernel.problems import Forbidden
from services.numbers.problems import TeamNeeded

Payer = Literal["self", "team"]
ME = "me"


@dataclass(frozen=True, slots=True)
class Person:
    """An account as numbers knows it. `on` counts joins less leaves, `off` suspensions less restorings, by team."""

    account_id: str
    team_id: str | None = None
    role: Role = "member"
    on: Mapping[str, int] = field(default_factory=dict)
    off: Mapping[str, int] = field(default_factory=dict)
    email: str = ""
    phone_number: str = ""
    notices: tuple[str, ...] = ("email",)
    profile: int = 0
    closed: bool = False
    pays: bool = False  # whether a PayPal wallet is attached, and works
    pays_since: int = 0  # the revision that said so
    version: int = 0

    def is_on(self, team_id: str) -> bool:
        """Whether they are on this team, suspended or not."""
        return self.on.get(team_id, 0) > 0

    @property
    def team(self) -> str | None:
        """The team that they may act on: theirs, unless they are suspended."""
        if self.team_id is None or not self.is_on(self.team_id) or self.off.get(self.team_id, 0) > 0:
            return None
        return self.team_id

    @property
    def runs(self) -> str | None:
        """The team that they run as owner or admin, or None."""
        return self.team if self.role in ("owner", "admin") else None

    def holder(self, payer: Payer | None) -> str:
        """Whose a number is that they buy: unless said, the team's for those who run it. Raises for who may not."""
        if payer == "self" or (payer is None and self.runs is None):
            return self.account_id
        if self.team is None:
            raise TeamNeeded
        if self.runs is None:
            raise Forbidden("Only the team's owner and admins buy numbers for it.")
        return self.runs

    def meant(self, user_id: str) -> str:
        """The account that a `user_id` means: `me` is the caller."""
        return self.account_id if user_id == ME else user_id

    def joined(self, team_id: str, role: Role) -> "Person":
        """They are on a team now, unless they were heard to leave it before."""
        after = replace(self, on=_counted(self.on, team_id, 1))
        return replace(after, team_id=team_id, role=role) if after.is_on(team_id) else after

    def left(self, team_id: str) -> "Person":
        """They are not on this team any more; what they are on another one stays."""
        off = {team: count for team, count in self.off.items() if team != team_id}
        after = replace(self, on=_counted(self.on, team_id, -1), off=off)
        return replace(after, team_id=None, role="member") if self.team_id == team_id else after

    def suspended(self, team_id: str, by: int) -> "Person":
        """Suspended (1) or restored (-1) on a team."""
        return replace(self, off=_counted(self.off, team_id, by))

    def is_now(self, team_id: str, role: Role) -> "Person":
        """They have another role on this team."""
        return replace(self, role=role) if self.team_id == team_id else self


def is_team(holder: str) -> bool:
    """Whether a holder is a team."""
    return holder.startswith("team_")


def _counted(counts: Mapping[str, int], team_id: str, by: int) -> dict[str, int]:
    after = {**counts, team_id: counts.get(team_id, 0) + by}
    return {team: count for team, count in after.items() if count}
