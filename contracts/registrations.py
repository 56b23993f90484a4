"""The events of registrations of texts, and what a registration costs (N14). No event has anything of the form."""

from typing import Literal

from contracts.event import BillingEvent, NumbersEvent

BUSINESS_FEE = 4_000_000  # micro-dollars: what the registry asks for a business, once
MESSAGES_FEE = 6_000_000  # and for what it texts: the first three months of its campaign
REGISTRATION_FEE = BUSINESS_FEE + MESSAGES_FEE
REVIEW_DAYS = 7  # business days that the reviews take at most, as a rule


class RegistrationDue(NumbersEvent):
    """The carrier is to be asked about a registration, and sent what is new of it; numbers' consumer does (N14)."""

    registration_id: str


class CampaignEndDue(NumbersEvent):
    """The campaign of an owner that is no more is to be ended at the carrier, so that no fee runs on (N14).

    Without a `campaign_id` the carrier may have made one of which we do not know: it is looked for by `reference`.
    """

    brand_id: str
    campaign_id: str
    reference: str


class NumberTextingDue(NumbersEvent):
    """The texts of a number are to be looked at: whether its campaign has it, or it is verified (N14)."""

    number_id: str


class TextingNumbersDue(NumbersEvent):
    """The texts of a page of the numbers in a list are to be looked at, as their registration has changed (N14).

    `list_id` is a team, or an account without one.
    """

    list_id: str
    cursor: str = ""


class RegistrationNoticeDue(NumbersEvent):
    """A notice on a registration is due to one person; numbers' consumer sends it as they chose (E1, N14)."""

    registration_id: str
    account_id: str
    kind: Literal["fix_business", "fix_messages", "approved", "suspended", "unpaid"]
    reason: str = ""


class RegistrationFeeDue(NumbersEvent):
    """The fee of a registration is due from the credits of its owner; billing debits them once (N14).

    `owner_id` is a team, or an account without one. `payment` counts how often it was asked for; each is debited once.
    """

    registration_id: str
    payment: int
    owner_id: str
    amount: int
    asked_by: str


class RegistrationFeePaid(BillingEvent):
    """The fee of a registration is debited; numbers sends the form."""

    registration_id: str
    payment: int


class RegistrationFeeRefused(BillingEvent):
    """The credits are not enough for the fee of a registration; numbers does not send the form."""

    registration_id: str
    payment: int
    reason: str
