"""What identity publishes: accounts, their profiles, and what must be sent to people's phones and mailboxes."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from contracts.event import Event


class IdentityEvent(Event):
    """An event whose publisher is identity."""

    source: ClassVar[str] = "identity"


class AccountRegistered(IdentityEvent):
    """Somebody has an account; its phone number is the Login ID (I1, I6)."""

    account_id: str
    phone_number: str
    name: str
    email: str
    revision: int = 1


class ProfileChanged(IdentityEvent):
    """The profile as it is now; of two that cross, the higher `revision` is the later one (I9)."""

    account_id: str
    revision: int
    name: str
    email: str
    email_confirmed: bool
    time_zone: str
    notices: list[Literal["text", "email"]]


class TeamManagementEnabled(IdentityEvent):
    """The account wants to manage a team: "Manage other users in this account" is on (I9).

    Of this and `TeamManagementDisabled`, the one with the higher `revision` is the later one.
    """

    account_id: str
    revision: int = 0


class TeamManagementDisabled(IdentityEvent):
    """The account gives its team up: the option is off (I9)."""

    account_id: str
    revision: int = 0


class AccountClosed(IdentityEvent):
    """The account is closed and its personal data gone (I10)."""

    account_id: str


class CodeRequested(IdentityEvent):
    """A one-time code must reach a phone; it travels sealed for identity's own sender (I3, I4)."""

    request_id: str
    phone_number: str
    channel: Literal["sms", "call"]
    purpose: Literal["sign_up", "password_reset"]
    sealed_code: str
    expires_at: AwareDatetime


class KnownNumberTried(IdentityEvent):
    """Somebody tried to sign up with a number that has an account; its holder is told (I5)."""

    account_id: str
    phone_number: str
    channel: Literal["sms", "call"]


class EmailConfirmationRequested(IdentityEvent):
    """A link that confirms an email must reach it; its token travels sealed for identity's own sender (I9)."""

    account_id: str
    name: str
    email: str
    sealed_token: str
