"""Accounts as numbers knows them from events: their team and role, and whether their wallet pays. Pure.

Whether an account can pay is known from `PaymentMethodChanged`. That a wallet is about to be attached is known from
`WalletApprovalUsed`, before PayPal is asked: a purchase right after it is refused as too early, not as unpayable.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from contracts.languages import DEFAULT, Language
from contracts.mail import EmailState, TextNotices
from contracts.membership import Membership
from kernel.problems import Forbidden
from services.numbers.domain.problems import TeamNeeded

Payer = Literal["self", "team"]
ME = "me"
_ATTACHING = timedelta(minutes=1)  # in which billing asks PayPal, and its event arrives


@dataclass(frozen=True, slots=True)
class Person(Membership):
    """An account as numbers knows it. `profile` is the revision of email, language and notices."""

    email: str = ""
    email_state: EmailState = "ok"
    email_revision: int = 0
    phone_number: str = ""
    language: Language = DEFAULT
    notices: tuple[str, ...] = ("email",)
    text_notices: TextNotices = "off"
    profile: int = 0
    closed: bool = False
    pays: bool = False  # whether a PayPal wallet is attached, and works
    pays_since: int = 0  # the revision that said so
    approval_used_at: datetime | None = None  # when billing last asked PayPal for a wallet of theirs
    version: int = 0

    def may_pay_soon(self, now: datetime) -> bool:
        """Return whether a wallet of theirs may have been attached just now."""
        return self.approval_used_at is not None and now < self.approval_used_at + _ATTACHING

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
