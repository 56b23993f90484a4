"""Responses of the routes of registrations of texts: the form, and its status in plain words (N14)."""

from dataclasses import asdict
from datetime import datetime
from typing import Self

from contracts.money import Money
from contracts.quotes import Payer, Quote, QuoteLine
from contracts.registrations import BUSINESS_FEE, MESSAGES_FEE, REVIEW_DAYS
from contracts.sentences import Words, say
from kernel.http.models import View
from services.numbers.domain.person import is_team
from services.numbers.domain.registration import Registration, RegistrationStatus
from services.numbers.domain.registration_words import REASON_WORDS, STATUS_WORDS
from services.numbers.http.registration_schemas import BusinessForm, MessagesForm

_DURATION = (
    f"The reviews take up to {REVIEW_DAYS} business days: first your business, then what you text. Texts in the US "
    "can be sent once both are approved."
)
_NO_REFUND = "It is paid from your credits, and isn't paid back. Correcting and sending the form again costs nothing."


class RegistrationView(View):
    """A registration of texts. `status_text` says its status in plain words, `reason` what the reviewers wrote.

    `fields` are the fields of the form that they object to; `editable` those that can be changed now, `*` is all.
    """

    registration_id: str
    status: RegistrationStatus
    status_text: Words
    reason: Words | None
    fields: list[str]
    editable: list[str]
    business: BusinessForm
    messages: MessagesForm
    fee: Money
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None

    @classmethod
    def of(cls, registration: Registration) -> Self:
        """Return the view of a registration."""
        return cls(
            registration_id=registration.registration_id,
            status=registration.status,
            status_text=STATUS_WORDS[registration.status],
            reason=REASON_WORDS.get(registration.reason, registration.reason) or None,
            fields=list(registration.fields),
            editable=list(registration.editable),
            business=BusinessForm.model_construct(**asdict(registration.business)),
            messages=MessagesForm.model_construct(**asdict(registration.messages)),
            fee=Money.of(registration.fee),
            created_at=registration.created_at,
            submitted_at=registration.submitted_at,
            decided_at=registration.decided_at,
        )


def quote_of(registration: Registration, now: datetime) -> Quote:
    """Return what it costs to send the form now: a form that comes back is sent again without a charge."""
    if registration.status is not RegistrationStatus.DRAFT:
        return Quote.now(now, [], notes=(_DURATION,))
    payer: Payer = "team" if is_team(registration.owner_id) else "self"
    lines = [
        QuoteLine.of(say("Registration of your business"), BUSINESS_FEE, now, payer),
        QuoteLine.of(say("Registration of what you text"), MESSAGES_FEE, now, payer),
    ]
    return Quote.now(now, lines, notes=(_DURATION, _NO_REFUND))
