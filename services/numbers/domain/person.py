"""Whom numbers knows, from events: accounts, their team and role, and whether their wallet pays. Pure.

Events cross, so membership is counted, not switched: who left before they were heard to join is not on the team.
Which team, as what, and whether suspended is as the highest revision of the account says, whichever came first. What
was told before there were revisions has 0: it counts in the order of its coming, until a revision is heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from contracts.teams import Role
from kernel.problems import Forbidden
from services.numbers.domain.problems import TeamNeeded

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
    placed: int = 0  # the revision that said which team, and as what
    stands: int = 0  # the revision that said whether suspended
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

    def joined(self, team_id: str, role: Role, revision: int = 0) -> "Person":
        """They are on a team now, unless they were heard to leave it before, or to be on another since."""
        after = replace(self, on=_counted(self.on, team_id, 1))
        if revision:
            return after._placed(team_id, role, revision)._stood({}, revision)
        return after._placed(team_id, role, 0) if after.is_on(team_id) else after

    def left(self, team_id: str, revision: int = 0) -> "Person":
        """They are not on this team any more; what they are on another one, or on this one since, stays."""
        after = replace(self, on=_counted(self.on, team_id, -1))
        if revision:
            return after._placed(None, "member", revision)._stood({}, revision)
        off = {team: count for team, count in self.off.items() if team != team_id}
        after = after._stood(off, 0)
        gone = self.team_id == team_id and not after.is_on(team_id)
        return after._placed(None, "member", 0) if gone else after

    def suspended(self, team_id: str, by: int, revision: int = 0) -> "Person":
        """Suspended (1) or restored (-1) on a team."""
        if revision:
            return self._stood({team_id: 1} if by > 0 else {}, revision)
        return self._stood(_counted(self.off, team_id, by), 0)

    def is_now(self, team_id: str, role: Role, revision: int = 0) -> "Person":
        """They have another role on this team."""
        return self._placed(team_id, role, revision) if revision or self.team_id == team_id else self

    def _placed(self, team_id: str | None, role: Role, revision: int) -> "Person":
        if not _is_later(revision, self.placed):
            return self
        return replace(self, team_id=team_id, role=role, placed=revision)

    def _stood(self, off: Mapping[str, int], revision: int) -> "Person":
        return replace(self, off=off, stands=revision) if _is_later(revision, self.stands) else self


def is_team(holder: str) -> bool:
    """Whether a holder is a team."""
    return holder.startswith("team_")


def _is_later(revision: int, known: int) -> bool:
    return revision > known or not known


def _counted(counts: Mapping[str, int], team_id: str, by: int) -> dict[str, int]:
    after = {**counts, team_id: counts.get(team_id, 0) + by}
    return {team: count for team, count in after.items() if count}
