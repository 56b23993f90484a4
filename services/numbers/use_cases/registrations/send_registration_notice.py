"""Notify the owner of a registration of what has become of it (N14, E1)."""

from contracts.registrations import RegistrationNoticeDue
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.messaging import harmless
from kernel.providers.notice_sender import send_notice
from services.numbers.domain.registration_words import REGISTRATION_NOTICES
from services.numbers.stores import people


def send_registration_notice(work: UnitOfWork, *, event: RegistrationNoticeDue, portal: str) -> None:
    """Send the notice; the reviewers' words are cleaned, as they are not ours."""
    notice = REGISTRATION_NOTICES[event.kind]
    said = harmless(event.reason)
    text = notice.written(
        reason=say("They wrote: {said} ", said=said) if said else "", link=f"{portal}/numbers/texting"
    )
    person = people.find(work.table, event.account_id)
    send_notice(work, notice, person, text, about=(event.account_id, event.registration_id, event.kind))
