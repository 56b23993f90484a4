"""Whom numbers knows, from events: accounts, their team and role, and whether their wallet pays. Pure."""

from dataclasses import dataclass
from typing import Literal

from contracts.membership import Membership
from kernel.problems import Forbidden
from services.numbers.domain.problems import TeamNeeded

Payer = Literal["self", "team"]
ME = "me"


@dataclass(frozen=True, slots=True)
class Person(Membership):
    """An account as numbers knows it. `profile` is the revision of email and notices."""

    email: str = ""
    phone_number: str = ""
    notices: tuple[str, ...] = ("email",)
    profile: int = 0
    closed: bool = False
    pays: bool = False  # whether a PayPal wallet is attached, and works
    pays_since: int = 0  # the revision that said so
    version: int = 0

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


def is_team(holder: str) -> bool:
    """Whether a holder is a team."""
    return holder.startswith("team_")
