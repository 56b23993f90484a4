"""Invitations, and the transfer codes by which they are redeemed (T2 to T5). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from contracts.membership import Role
from services.teams.domain.recipient import RecipientLimits

ListStatus = Literal["invited", "active", "suspended", "expired"]
CreditsStatus = Literal["none", "held", "unfunded"]
DeliveryStatus = Literal["pending", "sent", "failed"]


@dataclass(frozen=True)
class InvitationRules:
    """The operator's limits on invitations: what a new team sends per day, to which countries; and the codes' key."""

    invitations_a_day: int
    recipient: RecipientLimits
    countries: frozenset[str]
    code_key: str


@dataclass(frozen=True)
class Invitation:
    """An invitation that is open or expired; redeemed and revoked ones are deleted."""

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
    status: Literal["open", "expired"] = "open"
    credits_status: CreditsStatus = "none"
    funding: int = 0  # the revision of the billing event that `credits_status` is by
    sending: int = 1
    text_status: DeliveryStatus = "pending"
    text_reason: str | None = None
    mail_status: DeliveryStatus = "pending"
    mail_reason: str | None = None
    words: tuple[str, ...] = ()
    batch_row_id: str | None = None
    line_refused: bool = False
    version: int = 1

    @property
    def listed_at(self) -> datetime:
        """Return when its row entered the list; the member who redeems it keeps that place."""
        return self.invited_at

    def is_over(self, now: datetime) -> bool:
        """Return whether its code no longer works; the sweep may mark it as expired later than that."""
        return self.status == "expired" or self.expires_at <= now

    def list_status(self, now: datetime) -> ListStatus:
        """Return the status that people see."""
        return "expired" if self.is_over(now) else "invited"

    def with_changes(self, **to: object) -> "Invitation":
        """Return the invitation with these changes, as the next version."""
        return replace(self, version=self.version + 1, **to)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Code:
    """What a transfer code redeems, stored under the hash of the code; `replaced` means that a newer one was sent."""

    code: str
    team_id: str
    invitation_id: str
    phone_number: str
    expires_at: datetime
    used_by: str | None = None
    replaced: bool = False
