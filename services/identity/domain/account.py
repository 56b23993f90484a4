"""Accounts: a profile, and the login that a phone number opens. Pure: no clock, no AWS."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from contracts.mail import EmailState
from services.identity.domain.line import Line, channels

Notice = Literal["text", "email"]
LINK_LIFETIME = timedelta(days=3)


@dataclass(frozen=True)
class Account:
    """An account with its profile, and what events of teams say about it.

    A new email takes effect at once while the old one is unconfirmed. A confirmed email stays until the new one, kept
    as `new_email`, is confirmed too. While mails to it fail, `email_state` says so, and a link confirms it anew; each
    other email, and one confirmed anew, has a higher `email_revision`. `login_change` is the change of the Login ID
    that can be undone until then. `recovery` is the only recovery that may open the account, if any (I13).
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
    email_state: EmailState = "ok"
    email_revision: int = 0
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
        return self.new_email or (None if self.email_confirmed and self.can_be_mailed else self.email)

    @property
    def can_be_mailed(self) -> bool:
        """Return whether no mail to the email has failed for good since it was set or confirmed."""
        return self.email_state == "ok"

    def with_mail_failed(self, state: EmailState) -> "Account":
        """Return the account with an email that is no longer mailed to; a complaint outweighs a bounce."""
        return self if self.email_state == "complained" else replace(self, email_state=state)

    def with_email(self, email: str) -> "Account":
        """Return the account with another email, which a link must confirm."""
        if email == self.email:
            return replace(self, new_email=None)
        if self.email_confirmed:
            return replace(self, new_email=email)
        return replace(self._with_usable(email), new_email=None)

    def with_team_management(self, manages: bool) -> "Account":
        """Return the account with the option on or off; without a team of its own it has no members or invitations."""
        if manages:
            return replace(self, manages_team=True)
        return replace(self, manages_team=False, others=0, open_invitations=0)

    def with_sessions_ended(self) -> "Account":
        """Return the account with the next password generation, which ends every session of earlier ones.

        A new email that waits for its link is dropped with them: one of those sessions may have been a thief's.
        """
        return replace(self, generation=self.generation + 1, new_email=None, link=None, link_expires_at=None)

    def with_email_confirmed(self) -> "Account":
        """Return the account with its unconfirmed email confirmed."""
        return replace(self._with_usable(self.unconfirmed_email or self.email), email_confirmed=True, new_email=None)

    def _with_usable(self, email: str) -> "Account":
        """Return the account with an email that is mailed to again; what is known of mails before has no effect."""
        if email == self.email and self.can_be_mailed:
            return self
        return replace(self, email=email, email_state="ok", email_revision=self.email_revision + 1)


@dataclass(frozen=True)
class Login:
    """What a phone number opens: an account, the hash of its password, and the generation of that password.

    `second_factors` are the methods that a sign-in with the password must still be confirmed by, if any (I11).

    A session carries the generation of the password that it began with and ends with it. So a session that begins
    while the password is being changed ends too, whichever of the two is written first. At `denied_at` the person said
    that it was not them (I14): networks known until then may be the thief's.
    """

    phone_number: str
    account_id: str
    password: str
    line: Line
    generation: int = 1
    second_factors: tuple[str, ...] = ()
    denied_at: datetime | None = None


@dataclass(frozen=True)
class Reservation:
    """A former Login ID that no one can sign up with until its change can no longer be undone (I13)."""

    reserved_for: str
    reserved_until: datetime
