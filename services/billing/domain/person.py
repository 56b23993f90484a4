"""Whom billing knows, from events: accounts, their team and role, and who may do what. Pure.

Events cross, so membership is counted, not switched: who left before they were heard to join is not on the team.
Which team, as what, and whether suspended is as the highest revision of the account says, whichever came first. What
was told before there were revisions has 0: it counts in the order of its coming, until a revision is heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kernel.problems import Forbidden, NotFound
from services.billing.domain.problems import TeamNeeded

Role = Literal["owner", "admin", "member"]
Payer = Literal["self", "team"]


@dataclass(frozen=True, slots=True)
class Person:
    """An account as billing knows it. `on` counts joins less leaves, `off` suspensions less restorings, by team."""

    account_id: str
    team_id: str | None = None
    role: Role = "member"
    on: Mapping[str, int] = field(default_factory=dict)
    off: Mapping[str, int] = field(default_factory=dict)
    name: str = ""
    email: str = ""
    phone_number: str = ""
    time_zone: str = "UTC"
    notices: tuple[str, ...] = ("email",)
    profile: int = 0
    closed: bool = False
    placed: int = 0  # the revision that said which team, and as what
    stands: int = 0  # the revision that said whether suspended
    spend_limit: int | None = None
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
    def usual_payer(self) -> Payer:
        """Who pays when the request does not say: the team for those who run it, else the person."""
        return "team" if self.team and self.role in ("owner", "admin") else "self"

    def joined(self, team_id: str, role: Role, revision: int = 0) -> "Person":
        """They are on a team now, unless they were heard to leave it before, or to be on another since."""
        after = replace(self, on=_counted(self.on, team_id, 1))
        if revision:
            return after._placed(team_id, role, revision, anew=True)._stood({}, revision)
        return after._placed(team_id, role, 0) if after.is_on(team_id) else after

    def left(self, team_id: str, revision: int = 0) -> "Person":
        """They are not on this team any more; what they are on another one, or on this one since, stays."""
        after = replace(self, on=_counted(self.on, team_id, -1))
        if revision:
            return after._placed(None, "member", revision, anew=True)._stood({}, revision)
        off = {team: count for team, count in self.off.items() if team != team_id}
        after = after._stood(off, 0)
        gone = self.team_id == team_id and not after.is_on(team_id)
        return after._placed(None, "member", 0, anew=True) if gone else after

    def suspended(self, team_id: str, by: int, revision: int = 0) -> "Person":
        """Suspended (1) or restored (-1) on a team."""
        if revision:
            return self._stood({team_id: 1} if by > 0 else {}, revision)
        return self._stood(_counted(self.off, team_id, by), 0)

    def is_now(self, team_id: str, role: Role, revision: int = 0) -> "Person":
        """They have another role on this team."""
        return self._placed(team_id, role, revision) if revision or self.team_id == team_id else self

    def _placed(self, team_id: str | None, role: Role, revision: int, *, anew: bool = False) -> "Person":
        if not _is_later(revision, self.placed):
            return self
        placed = replace(self, team_id=team_id, role=role, placed=revision)
        return replace(placed, spend_limit=None) if anew else placed

    def _stood(self, off: Mapping[str, int], revision: int) -> "Person":
        return replace(self, off=off, stands=revision) if _is_later(revision, self.stands) else self

    def wallet(self, payer: Payer) -> str:
        """The wallet that is meant by a payer. Raises Forbidden unless they run the team."""
        if payer == "self":
            return self.account_id
        return self.runs_team()

    def runs_team(self) -> str:
        """The team that they run as owner or admin. Raises Forbidden and TeamNeeded."""
        if self.team is None:
            raise TeamNeeded
        if self.role == "member":
            raise Forbidden
        return self.team

    def owns_team(self) -> str:
        """The team whose billing they set up. Raises Forbidden unless they are the owner (T1)."""
        team_id = self.runs_team()
        if self.role != "owner":
            raise Forbidden("Only the owner of the team sets its billing up.")
        return team_id

    def may_see(self, other: "Person") -> None:
        """Let them see their own things, and those of the team that they run. Raises NotFound and Forbidden."""
        if other.account_id == self.account_id:
            return
        if self.team is None or not other.is_on(self.team):
            raise NotFound
        self.runs_team()


@dataclass(frozen=True, slots=True)
class Team:
    """A team as billing knows it. `heir` is who got its money when it was dissolved.

    `handed` is the revision that said who owns it.
    """

    team_id: str
    name: str = ""
    owner_id: str = ""
    heir: str | None = None
    handed: int = 0

    def is_handed(self, revision: int) -> bool:
        """Whether a hand-over of this revision is later than what is known."""
        return _is_later(revision, self.handed)


def _is_later(revision: int, known: int) -> bool:
    return revision > known or not known


def _counted(counts: Mapping[str, int], team_id: str, by: int) -> dict[str, int]:
    after = {**counts, team_id: counts.get(team_id, 0) + by}
    return {team: count for team, count in after.items() if count}
