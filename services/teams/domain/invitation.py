"""Invitations and the transfer codes that redeem them (T2 to T5). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from contracts.membership import Role

ShownStatus = Literal["invited", "active", "suspended", "expired"]
CreditsState = Literal["none", "held", "unfunded"]
DeliveryState = Literal["pending", "sent", "failed"]
CODE_LIVES = timedelta(days=14)


@dataclass(frozen=True)
class Terms:
    """What an operator sets: invitations a team may send a day, countries that get texts, the key of the codes."""

    invitations_a_day: int
    countries: frozenset[str]
    code_key: str


@dataclass(frozen=True)
class Invitation:
    """An invitation that is open or expired; used and revoked ones are gone."""

    team_id: str
    invitation_id: str
    phone_number: str
    email: str
    role: Role
    credits: int
    code: str
    invited_by: str
    invited_at: datetime
    sent_at: datetime
    expires_at: datetime
    name: str | None = None
    state: Literal["open", "expired"] = "open"
    credits_state: CreditsState = "none"
    sending: int = 1
    text_state: DeliveryState = "pending"
    text_reason: str | None = None
    mail_state: DeliveryState = "pending"
    mail_reason: str | None = None
    words: tuple[str, ...] = ()
    cause: str | None = None
    version: int = 1

    @property
    def since_at(self) -> datetime:
        """Its place in the list, which the member keeps who comes of it."""
        return self.invited_at

    def is_over(self, now: datetime) -> bool:
        """Whether its code works no more: the sweep may come later than the hour itself."""
        return self.state == "expired" or self.expires_at <= now

    def shown(self, now: datetime) -> ShownStatus:
        """The status that people see."""
        return "expired" if self.is_over(now) else "invited"

    def changed(self, **to: object) -> "Invitation":
        """This invitation with something else, as the next version."""
        return replace(self, version=self.version + 1, **to)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Code:
    """What a transfer code opens, kept under its hash."""

    code: str
    team_id: str
    invitation_id: str
    phone_number: str
    expires_at: datetime
    used_by: str | None = None
