"""The registration of a business and of what it texts, and the changes it allows (N14). Pure.

    DRAFT -> PAYING -> CHECKING_BUSINESS -> CHECKING_MESSAGES -> APPROVED <-> SUSPENDED
      ^        v           v         ^        v           ^
      +--------+        FIX_BUSINESS-+     FIX_MESSAGES---+      what is mended is sent again, without a second charge

The carrier knows no idempotency keys. That it is about to be asked is stored before (`brand_asked`, `campaign_asked`);
a try that finds it stored looks for what was made before making it. `to_send`: the form, or what was mended of it, has
not been taken by the carrier yet.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

_CHECKED_AFTER, _WATCHED_AFTER = timedelta(hours=1), timedelta(days=1)


class RegistrationStatus(StrEnum):
    """The status of a registration."""

    DRAFT = "draft"
    PAYING = "paying"
    CHECKING_BUSINESS = "checking_business"
    FIX_BUSINESS = "fix_business"
    CHECKING_MESSAGES = "checking_messages"
    FIX_MESSAGES = "fix_messages"
    APPROVED = "approved"
    SUSPENDED = "suspended"


BusinessKind = Literal["private_company", "nonprofit"]
_CHECKING = (RegistrationStatus.CHECKING_BUSINESS, RegistrationStatus.CHECKING_MESSAGES)
_ENDED_WELL = (RegistrationStatus.APPROVED, RegistrationStatus.SUSPENDED)
MESSAGE_FIELDS = ("how_people_agree", "first_example", "second_example")
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Business:
    """The business as the tax office knows it, and whom reviewers may ask."""

    legal_name: str
    name: str
    kind: BusinessKind
    tax_id: str
    industry: str
    website: str
    email: str
    phone_number: str
    street: str
    city: str
    state: str
    postal_code: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Messages:
    """What the business texts, and how the recipients agree to it."""

    purpose: str
    how_people_agree: str
    agreement_link: str
    first_example: str
    second_example: str
    privacy_link: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the carrier says of a brand or a campaign. `fields` are the names of the form's fields that are wrong.

    `is_final`: what was refused cannot be mended there; it must be made anew.
    """

    outcome: Literal["waits", "yes", "no", "suspended"]
    reason: str = ""
    fields: tuple[str, ...] = ()
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration. `owner_id` is the team, or the account without one, whose list of numbers it is for."""

    registration_id: str
    owner_id: str
    created_at: datetime
    created_by: str
    business: Business
    messages: Messages
    status: RegistrationStatus = RegistrationStatus.DRAFT
    submitted_at: datetime | None = None
    submitted_by: str = ""
    decided_at: datetime | None = None
    fee: int = 0  # in micro-dollars, as it was charged
    payments: int = 0  # how often it was asked for; each is charged once
    to_send: bool = False
    brand_id: str = ""
    brand_asked: bool = False
    campaign_id: str = ""
    campaign_asked: bool = False
    campaigns: int = 0  # how many were refused for good
    checked_at: datetime | None = None
    reason: str = ""
    fields: tuple[str, ...] = ()
    version: int = 0

    @property
    def editable(self) -> tuple[str, ...]:
        """Return which fields of the form can be changed: all as `*`, or some of the messages."""
        if self.status in (RegistrationStatus.DRAFT, RegistrationStatus.FIX_BUSINESS):
            return (_ALL,)
        return MESSAGE_FIELDS if self.status in (RegistrationStatus.FIX_MESSAGES, RegistrationStatus.APPROVED) else ()

    @property
    def can_be_submitted(self) -> bool:
        """Return whether the form can be sent, for the first time or again."""
        return bool(self.editable)

    @property
    def is_approved(self) -> bool:
        """Return whether local numbers may be in its campaign."""
        return self.status is RegistrationStatus.APPROVED

    @property
    def is_known_to_carrier(self) -> bool:
        """Return whether its business has been accepted, so that toll-free numbers can be verified with it."""
        return self.status not in (
            RegistrationStatus.DRAFT,
            RegistrationStatus.PAYING,
            RegistrationStatus.CHECKING_BUSINESS,
            RegistrationStatus.FIX_BUSINESS,
        )

    @property
    def is_in_review(self) -> bool:
        """Return whether it is with the reviewers."""
        return self.status in _CHECKING

    @property
    def reference(self) -> str:
        """Return our name for its campaign at the carrier; one that is made anew has another."""
        return f"{self.registration_id}-{self.campaigns}"

    @property
    def due(self) -> tuple[str, datetime] | None:
        """When a scheduled job must have the carrier asked about it, as ("registration", instant); None for never."""
        if self.status in _CHECKING:
            return "registration", (self.checked_at or self.submitted_at or self.created_at) + _CHECKED_AFTER
        if self.status in _ENDED_WELL:
            return "registration", (self.checked_at or self.created_at) + _WATCHED_AFTER
        return None

    def with_form(self, business: Business, messages: Messages) -> "Registration":
        """Return it with another form."""
        return replace(self, business=business, messages=messages)

    def submit(self, now: datetime, by: str, fee: int) -> "Registration":
        """Record that the form is to be sent: the first time once its fee is paid, again without one."""
        after = replace(self, submitted_at=now, submitted_by=by, reason="", fields=())
        match self.status:
            case RegistrationStatus.DRAFT if fee:
                return replace(after, status=RegistrationStatus.PAYING, fee=fee, payments=self.payments + 1)
            case RegistrationStatus.DRAFT | RegistrationStatus.FIX_BUSINESS:
                return replace(after, status=RegistrationStatus.CHECKING_BUSINESS, to_send=True)
            case RegistrationStatus.FIX_MESSAGES:
                return replace(after, status=RegistrationStatus.CHECKING_MESSAGES, to_send=True)
            case _:
                return after  # approved: its toll-free numbers are verified with what was changed

    def mark_paid(self, payment: int) -> "Registration":
        """Record that the fee is paid: it is sent."""
        if self.status is not RegistrationStatus.PAYING or payment != self.payments:
            return self
        return replace(self, status=RegistrationStatus.CHECKING_BUSINESS, to_send=True)

    def mark_unpaid(self, payment: int, reason: str) -> "Registration":
        """Record that the fee is refused: it is a draft again."""
        if self.status is not RegistrationStatus.PAYING or payment != self.payments:
            return self
        return replace(self, status=RegistrationStatus.DRAFT, fee=0, reason=reason)

    def judge_business(self, verdict: Verdict, now: datetime) -> "Registration":
        """Apply what the carrier says of the business; once it is verified, its messages are sent next."""
        after = replace(self, checked_at=now)
        if self.status is not RegistrationStatus.CHECKING_BUSINESS or verdict.outcome == "waits":
            return after
        if verdict.outcome == "yes":
            return replace(after, status=RegistrationStatus.CHECKING_MESSAGES, to_send=True)
        return after._sent_back(RegistrationStatus.FIX_BUSINESS, verdict, now)

    def judge_messages(self, verdict: Verdict, now: datetime) -> "Registration":
        """Apply what the carrier says of the messages: also after the approval, which carriers take back."""
        after = replace(self, checked_at=now)
        if not self.is_known_to_carrier or verdict.outcome == "waits":
            return after
        if verdict.outcome == "no":
            if self.status is RegistrationStatus.FIX_MESSAGES:
                return after
            anew = replace(after, campaign_id="", campaign_asked=False, campaigns=self.campaigns + 1)
            return (anew if verdict.is_final else after)._sent_back(RegistrationStatus.FIX_MESSAGES, verdict, now)
        is_approved = verdict.outcome == "yes"
        status = RegistrationStatus.APPROVED if is_approved else RegistrationStatus.SUSPENDED
        decided_at = self.decided_at if self.status is status else now
        reason = "" if is_approved else verdict.reason
        return replace(after, status=status, decided_at=decided_at, reason=reason, fields=())

    def _sent_back(self, status: RegistrationStatus, verdict: Verdict, now: datetime) -> "Registration":
        return replace(self, status=status, to_send=False, decided_at=now, reason=verdict.reason, fields=verdict.fields)
