"""The response bodies of identity's routes."""

from datetime import datetime
from typing import Literal, Self

from contracts.languages import Language
from contracts.mail import EmailState, TextNotices
from kernel.http.models import View
from services.identity.domain.account import Account, Notice
from services.identity.domain.challenge import Challenge
from services.identity.domain.line import Channel, channels
from services.identity.domain.session import ACCESS_TOKEN_LIFETIME, Session, SessionGrant


class _CodeSent(View):
    """A code that is on its way to a number."""

    phone_number: str
    channel: Channel
    channels: list[Channel]
    code_expires_at: datetime
    resend_after_seconds: int

    @classmethod
    def _about(cls, challenge: Challenge, **ids: str) -> Self:
        """Return what the caller may know of a challenge."""
        return cls(
            **ids,
            phone_number=challenge.phone_number,
            channel=challenge.channel,
            channels=list(channels(challenge.line)),
            code_expires_at=challenge.expires_at,
            resend_after_seconds=challenge.pause_seconds,
        )


class SignUpStarted(_CodeSent):
    """A sign-up whose code is on its way."""

    signup_id: str

    @classmethod
    def of(cls, challenge: Challenge) -> Self:
        """Return what the caller may know of a sign-up."""
        return cls._about(challenge, signup_id=challenge.id)


class LoginIdChangeStarted(_CodeSent):
    """A change of the Login ID, whose code is on its way to the new number."""

    change_id: str

    @classmethod
    def of(cls, challenge: Challenge) -> Self:
        """Return what the caller may know of a change."""
        return cls._about(challenge, change_id=challenge.id)


class ResetStarted(View):
    """A password reset; if there is an account, a code is on its way."""

    reset_id: str
    code_expires_at: datetime

    @classmethod
    def of(cls, challenge: Challenge) -> Self:
        """Return the same view whether or not there is an account."""
        return cls(reset_id=challenge.id, code_expires_at=challenge.expires_at)


class Verified(View):
    """The proof that the phone is at hand; the token registers once, within 30 minutes."""

    registration_token: str


class Tokens(View):
    """A session's tokens; browsers get the refresh token as a cookie."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 (RFC 6750's word)
    expires_in: int
    refresh_token: str | None = None
    account_id: str
    session_id: str

    @classmethod
    def of(cls, opened: SessionGrant, access_token: str, *, is_web: bool) -> Self:
        """Return the tokens of a session."""
        return cls(
            access_token=access_token,
            expires_in=int(ACCESS_TOKEN_LIFETIME.total_seconds()),
            refresh_token=None if is_web else opened.refresh_token,
            account_id=opened.account_id,
            session_id=opened.session_id,
        )


class SteppedUp(View):
    """An access token whose proof is fresh, of the session that goes on (I12)."""

    access_token: str
    expires_in: int

    @classmethod
    def of(cls, access_token: str) -> Self:
        """Return a new access token."""
        return cls(access_token=access_token, expires_in=int(ACCESS_TOKEN_LIFETIME.total_seconds()))


class Profile(View):
    """An account as its owner sees it. `new_email` is not in use until the link mailed to it is opened.

    While `email_state` is not `ok`, nothing is mailed to `email` but a link that confirms it anew.
    """

    account_id: str
    phone_number: str
    name: str
    email: str
    email_confirmed: bool
    email_state: EmailState
    new_email: str | None
    time_zone: str
    language: Language
    notices: list[Notice]
    text_notices: TextNotices
    manages_team: bool
    created_at: datetime

    @classmethod
    def of(cls, account: Account) -> Self:
        """Return the profile of an account."""
        return cls(
            account_id=account.id,
            phone_number=account.phone_number,
            name=account.name,
            email=account.email,
            email_confirmed=account.email_confirmed,
            email_state=account.email_state,
            new_email=account.new_email,
            time_zone=account.time_zone,
            language=account.language,
            notices=list(account.notices),
            text_notices=account.text_notices,
            manages_team=account.manages_team,
            created_at=account.created_at,
        )


class Registered(Tokens):
    """A new account, signed in."""

    account: Profile


class SessionView(View):
    """A device on which the caller is signed in."""

    session_id: str
    device: str
    address: str
    signed_in_at: datetime
    last_used_at: datetime
    current: bool

    @classmethod
    def of(cls, session: Session, current_id: str) -> Self:
        """Return a session as its owner sees it."""
        return cls(
            session_id=session.id,
            device=session.device,
            address=session.address,
            signed_in_at=session.signed_in_at,
            last_used_at=session.last_used_at,
            current=session.id == current_id,
        )


class KeySet(View):
    """The public keys of the access tokens (RFC 7517)."""

    keys: list[dict[str, str]]
