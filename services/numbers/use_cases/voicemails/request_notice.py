"""Have the user of a voicemail notified, and each who shares the number, once: with its words, or after a while."""

from contracts.voicemail import VoicemailNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.voicemail import KeptVoicemail
from services.numbers.stores import voicemails


def request_notice(work: UnitOfWork, voicemail_id: str) -> None:
    """Have the user notified of a voicemail whose transcript has not come."""
    before = voicemails.find(work.table, voicemail_id)
    if before and not before.is_notified:
        save_notified(work, before, before)


def save_notified(work: UnitOfWork, after: KeptVoicemail, before: KeptVoicemail) -> None:
    """Store a voicemail; if its user is not notified yet, have that done, in the same transaction."""
    work.save(voicemails.save(after.notify(), before))
    if not before.is_notified:
        publish_notices(work, after)


def publish_notices(work: UnitOfWork, kept: KeptVoicemail) -> None:
    """Have its user notified, and each who shares the number by an event of their own."""
    for colleague_id in ("", *kept.colleagues):
        work.publish(VoicemailNoticeDue(voicemail_id=kept.voicemail_id, colleague_id=colleague_id))
