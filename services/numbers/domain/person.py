"""Accounts as numbers knows them from events: their team and role, and whether their wallet pays. Pure.

Whether an account can pay is known from `PaymentMethodChanged`, so a purchase in the second after a wallet was attached
may be refused once. Accepting and failing later would make every buyer without a wallet wait for a refusal.
"""

from dataclasses import dataclass
from typing import Literal

from contracts.mail import EmailState
from contracts.membership import Membership
from kernel.problems import Forbidden
from services.numbers.domain.problems import TeamNeeded

Payer = Literal["self", "team"]
ME = "me"


@dataclass(frozen=True, slots=True)
class Person(Membership):
    """An account as numbers knows it. `profile` is the revision of email and notices."""

    email: str = ""
    email_state: EmailState = "ok"
    email_revision: int = 0
    phone_number: str = ""
    notices: tuple[str, ...] = ("email",)
    profile: int = 0
    closed: bool = False
    pays: bool = False  # whether a PayPal wallet is attached, and works
    pays_since: int = 0  # the revision that said so
    version: int = 0

    def holder(self, payer: Payer | None) -> str:
        """Return the holder of a number that this person buys: by default the team, if they run it.

        Raise TeamNeeded and Forbidden.
        """
        if payer == "self" or (payer is None and self.runs is None):
            return self.account_id
        if self.team is None:
            raise TeamNeeded
        if self.runs is None:
            raise Forbidden("Only the team's owner and admins buy numbers for it.")
        return self.runs

    def meant(self, user_id: str) -> str:
        """Return the account that a `user_id` means: `me` is the caller."""
        return self.account_id if user_id == ME else user_id


def is_team(holder: str) -> bool:
    """Return whether a holder is a team."""
    return holder.startswith("team_")
