"""Accounts: a profile, and the login that a phone number opens. Pure: no clock, no AWS."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from contracts.languages import DEFAULT, Language
from contracts.mail import EmailState, TextNotices
from services.identity.domain.denial import DENIAL_LIFETIME
from services.identity.domain.line import Line, channels

Notice = Literal["text", "email"]
LINK_LIFETIME = timedelta(days=3)
_MOST_FORMER = 10


@dataclass(frozen=True)
class FormerEmail:
    """An email that was replaced, as it was then: a denial restores it (I14)."""

    email: str
    confirmed: bool
    state: EmailState
    replaced_at: datetime


@dataclass(frozen=True)
class Account:
    """An account with its profile, and what events of teams say about it.

    A new email takes effect at once while the old one is unconfirmed. A confirmed email stays until the new one, kept
    as `new_email`, is confirmed too. While mails to it fail, `email_state` says so, and a link confirms it anew; each
    other email, and one confirmed anew, has a higher `email_revision`. `login_change` is the change of the Login ID
    that can be undone until then. `recovery` is the only recovery that may open the account, if any (I13).
    `former_emails` are those that were replaced within the last 7 days, oldest first (I14).
    """

    id: str
    phone_number: str
    line: Line
    name: str
    email: str
    created_at: datetime
    time_zone: str = "UTC"
    language: Language = DEFAULT
    notices: tuple[Notice, ...] = ("text", "email")
    text_notices: TextNotices = "off"
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
    former_emails: tuple[FormerEmail, ...] = ()

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

    def with_email(self, email: str, now: datetime) -> "Account":
        """Return the account with another email, which a link must confirm."""
        if email == self.email:
            return replace(self, new_email=None)
        if self.email_confirmed:
            return replace(self, new_email=email)
        return replace(self._with_usable(email, now), new_email=None)

    def with_email_restored(self, since: datetime | None) -> "Account":
        """Return the account with the email that it had before all changes since then; None is all that are known."""
        earlier = tuple(one for one in self.former_emails if since and one.replaced_at < since)
        if len(earlier) == len(self.former_emails):
            return self
        was = self.former_emails[len(earlier)]
        return replace(
            self,
            email=was.email,
            email_confirmed=was.confirmed,
            email_state=was.state,
            email_revision=self.email_revision + 1,
            former_emails=earlier,
        )

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

    def with_email_confirmed(self, now: datetime) -> "Account":
        """Return the account with its unconfirmed email confirmed."""
        confirmed = self._with_usable(self.unconfirmed_email or self.email, now)
        return replace(confirmed, email_confirmed=True, new_email=None)

    def _with_usable(self, email: str, now: datetime) -> "Account":
        """Return the account with an email that is mailed to again; what is known of mails before has no effect."""
        if email == self.email and self.can_be_mailed:
            return self
        former = self._former_emails_with(now) if email != self.email else self.former_emails
        revision = self.email_revision + 1
        return replace(self, email=email, email_state="ok", email_revision=revision, former_emails=former)

    def _former_emails_with(self, now: datetime) -> tuple[FormerEmail, ...]:
        """Return the former emails with the present one; of many the oldest stay: a thief cannot push them out."""
        kept = tuple(one for one in self.former_emails if now < one.replaced_at + DENIAL_LIFETIME)
        was = FormerEmail(self.email, self.email_confirmed, self.email_state, now)
        return (*kept, was)[:_MOST_FORMER]


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
