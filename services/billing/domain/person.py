"""Whom billing knows, from events: accounts, their team and role, and who may do what. Pure."""

from dataclasses import dataclass
from typing import Literal

from contracts.membership import Membership, Ownership
from kernel.problems import Forbidden, NotFound
from services.billing.domain.problems import TeamNeeded

Payer = Literal["self", "team"]


@dataclass(frozen=True, slots=True)
class Person(Membership):
    """An account as billing knows it. `profile` is the revision of name, email, time zone and notices."""

    name: str = ""
    email: str = ""
    phone_number: str = ""
    time_zone: str = "UTC"
    notices: tuple[str, ...] = ("email",)
    profile: int = 0
    closed: bool = False
    spend_limit: int | None = None  # micro-dollars a month; ends with the membership
    version: int = 0

    @property
    def usual_payer(self) -> Payer:
        """Return who pays when the request does not say: the team for those who run it, else the account."""
        return "team" if self.runs else "self"

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
        """Let the account see its own records, and those of the team that it runs. Raises NotFound and Forbidden."""
        if other.account_id == self.account_id:
            return
        if self.team is None or not other.is_on(self.team):
            raise NotFound
        self.runs_team()


@dataclass(frozen=True, slots=True)
class Team(Ownership):
    """A team as billing knows it; its heir has its money since it was dissolved."""

    name: str = ""
