"""The events of identity: accounts, their profiles, and what identity's consumer must send to phones and mailboxes."""

from typing import Literal

from pydantic import AwareDatetime

from contracts.event import IdentityEvent
from contracts.languages import DEFAULT, Language
from contracts.mail import EmailState, TextNotices


class AccountRegistered(IdentityEvent):
    """A person has registered an account; its phone number is the Login ID (I1, I6)."""

    account_id: str
    phone_number: str
    name: str
    email: str
    revision: int = 1


class ProfileChanged(IdentityEvent):
    """The profile of an account has changed to these values; the one with the higher `revision` is later (I9).

    `phone_number` is the Login ID (I13); an event from before it could change has none. `email_state` says whether
    mails to the email failed for good; `email_revision` rises with each other email, and when it is confirmed anew.
    `language` is the one that we write to the person in; an event from before it could be chosen has English.
    """

    account_id: str
    revision: int
    name: str
    email: str
    email_confirmed: bool
    time_zone: str
    notices: list[Literal["text", "email"]]
    text_notices: TextNotices = "off"
    phone_number: str = ""
    email_state: EmailState = "ok"
    email_revision: int = 0
    language: Language = DEFAULT


class TeamManagementEnabled(IdentityEvent):
    """The account has turned "Manage other users in this account" on; teams opens a team for it (I9).

    Of this and `TeamManagementDisabled`, the one with the higher `revision` is the later one.
    """

    account_id: str
    revision: int = 0


class TeamManagementDisabled(IdentityEvent):
    """The account has turned the option off; teams ends its team if it is empty (I9)."""

    account_id: str
    revision: int = 0


class AccountClosed(IdentityEvent):
    """The account is closed and its personal data is deleted (I10)."""

    account_id: str


class SessionsEnded(IdentityEvent):
    """Sessions of an account have ended: their access tokens are refused at every door from now on (I8).

    With `session_id` it is that one, and no token of it lives after `until`. Without, it is every session of a lower
    generation than `valid_from`. The order of these events does not matter.
    """

    account_id: str
    valid_from: int = 0
    session_id: str | None = None
    until: AwareDatetime | None = None


class SecondFactorChanged(IdentityEvent):
    """The account has its first second factor, or none any more; the one with the higher `revision` is later (I11)."""

    account_id: str
    has_second_factor: bool
    revision: int


class AccountActive(IdentityEvent):
    """A person signed in, or used a session on a new day (UTC); of two of these the later `at` counts (T7)."""

    account_id: str
    at: AwareDatetime


class LineRefused(IdentityEvent):
    """A number was tried at sign-up whose kind of line cannot sign up; teams informs who has invited it (I2, T12)."""

    phone_number: str
    line: Literal["virtual", "toll_free", "premium", "other"]


class CodeRequested(IdentityEvent):
    """A code is due at a phone; it travels sealed for identity's consumer, which sends it (I3, I4).

    `language` is that of the account, or without one that of the request.
    """

    request_id: str
    phone_number: str
    channel: Literal["sms", "call"]
    purpose: Literal["sign_up", "password_reset", "login_id"]
    sealed_code: str
    expires_at: AwareDatetime
    language: Language = DEFAULT


class KnownNumberTried(IdentityEvent):
    """A caller tried to sign up with a number that has an account; identity's consumer informs its holder (I5).

    Or they tried to make it their Login ID (`purpose`). `reserved_until` is set for a former Login ID (I13).
    """

    account_id: str
    phone_number: str
    channel: Literal["sms", "call"]
    purpose: Literal["sign_up", "login_id"] = "sign_up"
    reserved_until: AwareDatetime | None = None


class EmailConfirmationRequested(IdentityEvent):
    """A link that confirms an email is due; its token travels sealed for identity's consumer, which mails it (I9)."""

    account_id: str
    name: str
    email: str
    sealed_token: str
    email_revision: int = 0


class RecoveryCodeRequested(IdentityEvent):
    """A code is due at the email of a recovery, if it is that of an account; identity's consumer mails it (I13)."""

    recovery_id: str
    sealed_code: str
    expires_at: AwareDatetime


Happening = Literal[
    "new_device",
    "password_changed",
    "email_entered",
    "email_changed",
    "factor_added",
    "factor_removed",
    "recovery_codes_replaced",
    "login_id_changed",
    "login_id_restored",
    "recovery_started",
    "account_recovered",
    "account_closed",
    "token_reused",
    "export_ready",
    "api_key_made",
]
ApiKeyChange = Literal["added", "rotated", "revoked"]


class SecurityNoticeDue(IdentityEvent):
    """A person is due a notice of what happened to their account, by one channel that they had before (I14).

    `sealed_token` is that of the "It wasn't me" link, for identity's consumer, or of the link that undoes a change of
    the Login ID or stops a recovery; None where a link could change nothing.
    """

    account_id: str
    happening: Happening
    channel: Literal["text", "email"]
    to: str
    name: str
    device: str
    caller_address: str
    happened_at: AwareDatetime
    sealed_token: str | None = None
    email_revision: int = 0
    language: Language = DEFAULT


class ApiKeyChanged(IdentityEvent):
    """The owner of a team has made an API key for it, given one a new secret, or revoked one (decision 093)."""

    account_id: str
    team_id: str
    key_id: str
    name: str
    change: ApiKeyChange


class MoneyLocked(IdentityEvent):
    """A person denied what happened to their account: none of its money moves until this instant (I14)."""

    account_id: str
    locked_until: AwareDatetime
