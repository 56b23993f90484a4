"""Accounts: a profile, and the login that a phone number opens. Pure: no clock, no AWS."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from services.identity.domain.line import Line, channels

Notice = Literal["text", "email"]
LINK_LIFETIME = timedelta(days=3)


@dataclass(frozen=True)
class Account:
    """An account with its profile, and what events of teams say about it.

    A new email takes effect at once while the old one is unconfirmed. A confirmed email stays until the new one, kept
    as `new_email`, is confirmed too. `login_change` is the change of the Login ID that can be undone until then.
    `recovery` is the only recovery that may open the account, if any (I13).
    """

    id: str
    phone_number: str
    line: Line
    name: str
    email: str
    created_at: datetime
    time_zone: str = "UTC"
    notices: tuple[Notice, ...] = ("text", "email")
    email_confirmed: bool = False
    new_email: str | None = None
    link: str | None = None
    link_expires_at: datetime | None = None
    manages_team: bool = False
    revision: int = 1
    version: int = 1
    generation: int = 1
    own_team_id: str | None = None
    own_team_revision: int = 0
    others: int = 0
    open_invitations: int = 0
    teams: frozenset[str] = field(default_factory=frozenset)
    login_change: str | None = None
    former_phone_number: str | None = None
    undo_until: datetime | None = None
    recovery: str | None = None

    def can_undo(self, now: datetime) -> bool:
        """Return whether the change of the Login ID can still be undone, which keeps the former one reserved (I13)."""
        return self.undo_until is not None and now < self.undo_until

    def with_login_id(self, phone_number: str, line: Line) -> "Account":
        """Return the account with another Login ID; a line that cannot receive texts gets notices by email only."""
        notices = self.notices if "sms" in channels(line) else ("email",)
        return replace(self, phone_number=phone_number, line=line, notices=notices)

    def with_recovery_completed(self, phone_number: str, line: Line) -> "Account":
        """Return the account with the Login ID of a recovery: every session ends, and no earlier change is undone."""
        now = self.with_login_id(phone_number, line).with_sessions_ended()
        return replace(now, recovery=None, login_change=None, former_phone_number=None, undo_until=None)

    @property
    def unconfirmed_email(self) -> str | None:
        """Return the email that a link must still confirm, or None."""
        return self.new_email or (None if self.email_confirmed else self.email)

    def with_email(self, email: str) -> "Account":
        """Return the account with another email, which a link must confirm."""
        if email == self.email:
            return replace(self, new_email=None)
        if self.email_confirmed:
            return replace(self, new_email=email)
        return replace(self, email=email, new_email=None)

    def with_team_management(self, manages: bool) -> "Account":
        """Return the account with the option on or off; without a team of its own it has no members or invitations."""
        if manages:
            return replace(self, manages_team=True)
        return replace(self, manages_team=False, others=0, open_invitations=0)

    def with_sessions_ended(self) -> "Account":
        """Return the account with the next password generation, which ends every session of earlier ones."""
        return replace(self, generation=self.generation + 1)

    def with_email_confirmed(self) -> "Account":
        """Return the account with its unconfirmed email confirmed."""
        return replace(self, email=self.unconfirmed_email or self.email, email_confirmed=True, new_email=None)


@dataclass(frozen=True)
class Login:
    """What a phone number opens: an account, the hash of its password, and the generation of that password.

    `second_factors` are the methods that a sign-in with the password must still be confirmed by, if any (I11).

    A session carries the generation of the password that it began with and ends with it. So a session that begins
    while the password is being changed ends too, whichever of the two is written first.
    """

    phone_number: str
    account_id: str
    password: str
    line: Line
    generation: int = 1
    second_factors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reservation:
    """A former Login ID that no one can sign up with until its change can no longer be undone (I13)."""

    reserved_for: str
    reserved_until: datetime
