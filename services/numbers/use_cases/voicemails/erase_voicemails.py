"""Erase voicemails: when they are old, when their user deletes them, closes the account or has the number no more.

Each is discarded first, in the transaction of who may do so, and shown to no one from then on; then the consumer erases
its recording, and its item last. One that is discarded and not erased is due, so that a job has it erased again.
"""

from collections.abc import Callable
from functools import partial

from contracts.voicemail import VoicemailDiscarded
from kernel.dynamodb.table import ItemPage
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import NumberStatus
from services.numbers.domain.voicemail import KeptVoicemail
from services.numbers.stores import numbers, voicemails
from services.numbers.stores.voicemail_recordings import VoicemailRecordings

_BATCH = 7  # each is up to 14 entries of a transaction: itself, ten notes of colleagues, its due date, an event


def discard(work: UnitOfWork, voicemail: KeptVoicemail) -> None:
    """Show a voicemail to no one from now on, and have it erased."""
    after = voicemail.discard(work.now)
    if after != voicemail:
        work.save(voicemails.save(after, voicemail))
    work.publish(VoicemailDiscarded(voicemail_id=voicemail.voicemail_id))


def discard_old(work: UnitOfWork, voicemail_id: str) -> None:
    """Have a voicemail erased that was kept for the days of its number's setting."""
    voicemail = voicemails.find(work.table, voicemail_id)
    if voicemail and voicemail.erase_at <= work.now:
        discard(work, voicemail)


def discard_of_account(work: UnitOfWork, *, account_id: str) -> None:
    """Have all voicemails of a closed account erased, in several transactions (I10); colleagues keep theirs."""

    def erase(voicemail: KeptVoicemail) -> None:
        if voicemail.user_id == account_id:
            discard(work, voicemail)
        else:
            work.save(voicemails.save(voicemail.without_colleague(account_id), voicemail))

    _each_listed(work, partial(voicemails.query_user, work.table, account_id), erase)


def discard_of_past_users(work: UnitOfWork, *, number_id: str) -> None:
    """Have those voicemails of a number erased that are not of its user: it was released, or is another's by now."""
    number = numbers.find(work.table, number_id)
    keeper = number.user_id if number and number.status is not NumberStatus.RELEASED else None

    def erase(voicemail: KeptVoicemail) -> None:
        if voicemail.user_id != keeper:
            discard(work, voicemail)

    _each_listed(work, partial(voicemails.query_number, work.table, number_id), erase)


def erase_voicemail(work: UnitOfWork, *, storage: VoicemailRecordings, voicemail_id: str) -> None:
    """Erase the recording, then everything else of a discarded voicemail."""
    voicemail = voicemails.find(work.table, voicemail_id)
    if voicemail and voicemail.is_discarded:
        storage.erase(voicemail_id)
        work.save(voicemails.erase(voicemail, work.now))


def _each_listed(work: UnitOfWork, query: Callable[..., ItemPage], erase: Callable[[KeptVoicemail], None]) -> None:
    """Do what is to be done with every voicemail that a query lists and that is not discarded, in batches."""
    cursor: str | None = None
    while True:
        page = query(limit=_BATCH, cursor=cursor)
        for item in page.items:
            voicemail = voicemails.find(work.table, item["voicemail_id"])
            if voicemail and not voicemail.is_discarded:
                erase(voicemail)
        work.commit()
        cursor = page.next_cursor
        if cursor is None:
            return
