"""What a team is: accounts, members, invitations, and what they may do. Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from contracts.teams import Role
from services.teams.numbers import UsedNumber

Status = Literal["active", "suspended"]
ShownStatus = Literal["invited", "active", "suspended", "expired"]
CreditsState = Literal["none", "held", "unfunded"]
DeliveryState = Literal["pending", "sent", "failed"]

CODE_LIVES = timedelta(days=14)
MAX_WRONG_CODES = 10
WRONG_CODES_COUNT_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Terms:
    """What an operator sets: invitations a team may send a day, countries that get texts, the key of the codes."""

    invitations_a_day: int
    countries: frozenset[str]
    code_key: str


@dataclass(frozen=True)
class Account:
    """What teams knows of an account, and its place on a team: all that authorisation needs."""

    account_id: str
    phone_number: str = ""
    name: str = ""
    email: str = ""
    revision: int = 0
    team_id: str = ""
    role: Role | None = None
    status: Status | None = None
    wants_team: bool = False
    wish: int = 0  # the revision of the latest wish for a team, or for none
    closed: bool = False
    wrong_codes: int = 0
    wrong_until_at: datetime | None = None
    version: int = 0

    @property
    def manages(self) -> bool:
        """Whether this account may act for the team (T1)."""
        return self.role in {"owner", "admin"}

    def wait(self, now: datetime) -> int:
        """Seconds until this account may try a code again after too many wrong ones; 0 if it may now (T4)."""
        if self.wrong_until_at is None or self.wrong_codes < MAX_WRONG_CODES:
            return 0
        return max(0, ceil((self.wrong_until_at - now).total_seconds()))

    def having_tried(self, now: datetime) -> "Account":
        """This account with one more wrong code; the first of a series starts the hour."""
        if self.wrong_until_at is None or self.wrong_until_at <= now:
            return replace(self, wrong_codes=1, wrong_until_at=now + WRONG_CODES_COUNT_FOR)
        return replace(self, wrong_codes=self.wrong_codes + 1)


@dataclass(frozen=True)
class Team:
    """A team with its counters, which the same transactions keep that change what they count."""

    team_id: str
    name: str
    owner_id: str
    owner_name: str
    opened_at: datetime
    state: Literal["open", "dissolving", "dissolved"] = "open"
    others: int = 0
    admins: int = 0
    suspended: int = 0
    open_invitations: int = 0
    revision: int = 0
    sent_on: str = ""
    sent_today: int = 0
    numbers: Literal["keep", "hand_over"] = "hand_over"

    @property
    def is_open(self) -> bool:
        """Whether anything may change on it."""
        return self.state == "open"

    @property
    def is_empty(self) -> bool:
        """Whether only the owner is on it and nobody is invited (I9)."""
        return self.others == 0 and self.open_invitations == 0

    @property
    def next_revision(self) -> int:
        """The revision of a change of owner: each is read after the last was written, so it is higher."""
        return self.revision + 1

    def may_send(self, now: datetime, a_day: int) -> int:
        """How many invitations it may still send on this day (UTC)."""
        used = self.sent_today if self.sent_on == now.date().isoformat() else 0
        return max(0, a_day - used)


@dataclass(frozen=True)
class Member:
    """A person who is on a team.

    `version` goes on from the account's, which grows with every change of the member: so it orders all that is told
    of an account's places, also of a second one on the same team.
    """

    team_id: str
    account_id: str
    phone_number: str
    name: str
    email: str
    role: Role
    joined_at: datetime
    since_at: datetime
    status: Status = "active"
    invitation_id: str | None = None
    invited_at: datetime | None = None
    words: tuple[str, ...] = ()
    numbers: tuple[UsedNumber, ...] = ()
    version: int = 1

    @property
    def last_version(self) -> int:
        """The revision with which they go: higher than any before, lower than that of their next place."""
        return self.version + 1

    def changed(self, **to: object) -> "Member":
        """This member with something else, as the next version."""
        return replace(self, version=self.version + 1, **to)  # type: ignore[arg-type]


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
