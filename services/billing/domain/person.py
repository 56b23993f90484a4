"""Accounts as billing knows them from events: their team and role, and what they may do. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from contracts.languages import DEFAULT, Language
from contracts.mail import EmailState
from contracts.membership import Membership, Ownership
from kernel.problems import Forbidden, NotFound
from services.billing.domain.ended_stay import Stays
from services.billing.domain.problems import TeamNeeded

Payer = Literal["self", "team"]
TEAMLINE = "Teamline"  # by this name customers know what any of our operators did
_MOST_INHERITED = 50


@dataclass(frozen=True, slots=True)
class Person(Membership):
    """An account as billing knows it. `profile` is the revision of name, email, time zone, language and notices."""

    name: str = ""
    email: str = ""
    email_state: EmailState = "ok"
    email_revision: int = 0
    phone_number: str = ""
    time_zone: str = "UTC"
    language: Language = DEFAULT
    notices: tuple[str, ...] = ("email",)
    profile: int = 0
    closed: bool = False
    stay: int = 0  # revision of the last join or removal that was applied to what their team gave them
    joined_at: datetime | None = None  # when `stay` began, if it is one on a team
    spend_limit: int | None = None  # micro-dollars a month; ends with the membership
    ended: Stays = ()  # the stays that ended in the last weeks, for an undo
    not_returned: int = 0  # micro-dollars that the team lacked when their removal was undone (decision 075)
    inherited: tuple[str, ...] = ()  # the last teams that they dissolved, whose money is theirs (T9)
    since: datetime | None = None  # when the account was opened
    version: int = 0

    @property
    def usual_payer(self) -> Payer:
        """Return who pays when the request does not say: the team for those who run it, else the account."""
        return "team" if self.runs else "self"

    def wallet(self, payer: Payer) -> str:
        """Return the wallet that a payer means. Raise Forbidden unless this person runs the team."""
        if payer == "self":
            return self.account_id
        return self.runs_team()

    def inherit(self, team_id: str) -> "Person":
        """Return the person as the heir of a dissolved team: lists show their last 50."""
        others = tuple(one for one in self.inherited if one != team_id)
        return replace(self, inherited=(*others, team_id)[-_MOST_INHERITED:])

    def runs_team(self) -> str:
        """Return the team that this person runs as owner or admin. Raise Forbidden and TeamNeeded."""
        if self.team is None:
            raise TeamNeeded
        if self.role == "member":
            raise Forbidden
        return self.team

    def owns_team(self) -> str:
        """Return the team whose billing this person sets up. Raise Forbidden unless they own it (T1)."""
        team_id = self.runs_team()
        if self.role != "owner":
            raise Forbidden("Only the owner of the team sets its billing up.")
        return team_id

    def may_see(self, other: "Person") -> None:
        """Let this person see their own data, and that of the team that they run. Raise NotFound and Forbidden."""
        if other.account_id == self.account_id:
            return
        if self.team is None or not other.is_on(self.team):
            raise NotFound
        self.runs_team()


@dataclass(frozen=True, slots=True)
class Team(Ownership):
    """A team as billing knows it; its heir has its money since it was dissolved."""

    name: str = ""


def is_operator(actor: str) -> bool:
    """Return whether it is one of our operators, and no account."""
    return actor.startswith("operator:")
