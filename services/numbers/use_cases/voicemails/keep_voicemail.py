"""Keep the voicemail that a caller has left: fetch its recording from the carrier, store it, delete it there (N9).

The recording is stored before its item, under a key derived from the call: a crash between any two lines, or the same
event again, leads to one voicemail. The recording is deleted at the carrier last.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from contracts.voicemail import CallMissed, UnansweredCall, VoicemailLeft, VoicemailTranscribed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import Stale
from services.numbers.carrier.recordings import Recording, Recordings
from services.numbers.domain.call_reasons import MISSED
from services.numbers.domain.call_settings import Voicemail
from services.numbers.domain.sharing import colleagues_of
from services.numbers.domain.voicemail import SHORTEST, KeptVoicemail, voicemail_id_of
from services.numbers.stores import call_settings, numbers, people, voicemails
from services.numbers.stores.voicemail_recordings import VoicemailRecordings
from services.numbers.use_cases.voicemails.answer_caller import answer_caller
from services.numbers.use_cases.voicemails.request_notice import publish_notices, save_notified
from services.numbers.use_cases.voicemails.unanswered_calls import find_called, find_entry, read_caller_of

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Gateways:
    """Where the recording comes from and goes to."""

    recordings: Recordings
    storage: VoicemailRecordings


def keep_voicemail(work: UnitOfWork, *, gateways: Gateways, event: VoicemailLeft) -> None:
    """Keep the voicemail for the number's user, and answer its caller by text if that is set.

    Raises NotReadyError and ProviderDownError: the event comes again.
    """
    voicemail_id = voicemail_id_of(event.call_id)
    item, _ = voicemails.find_with_transcript(work.table, voicemail_id)
    if item is None and event.seconds < SHORTEST:
        _treat_as_missed(work, event, voicemail_id)
    elif item is None:
        _fetch(work, gateways, event, voicemail_id)
    kept = voicemails.find(work.table, voicemail_id)
    if kept:
        answer_caller(work, call=event, caller=kept.other_number)
    gateways.recordings.delete(event.recording_id)


def add_transcript(work: UnitOfWork, *, event: VoicemailTranscribed) -> None:
    """Add the words to the voicemail, and have its user notified; one that is not kept yet takes them up itself."""
    item, text = voicemails.find_with_transcript(work.table, voicemail_id_of(event.call_id))
    if item is None or not text:
        return
    before = voicemails.loaded(item)
    work.save(voicemails.drop_transcript(voicemail_id_of(event.call_id)))
    if before and not before.is_discarded:
        save_notified(work, before.transcribe(text), before)


def _treat_as_missed(work: UnitOfWork, event: VoicemailLeft, voicemail_id: str) -> None:
    """Have the user notified of a call whose caller hung up at the beep."""
    entry = find_entry(work, event)
    about = event.model_dump(include=set(UnansweredCall.model_fields))
    work.save(voicemails.refuse(voicemail_id, work.now))
    work.publish(CallMissed(**about, reason=(entry.reason if entry else "") or MISSED))
    work.commit()


def _fetch(work: UnitOfWork, gateways: Gateways, event: VoicemailLeft, voicemail_id: str) -> None:
    recording = gateways.recordings.find(event.recording_id) if find_called(work, event) else None
    content = gateways.recordings.download(recording) if recording else None
    if recording is None or content is None:
        log().warning("voicemail.not_kept", extra={"call_id": event.call_id})
        _refuse(work, gateways, voicemail_id)
        return
    gateways.storage.store(voicemail_id, content, recording.content_type)
    _commit(work, gateways, _new_voicemail(work, event, recording), event)


def _commit(work: UnitOfWork, gateways: Gateways, voicemail: KeptVoicemail, event: VoicemailLeft) -> None:
    """Store the voicemail with the transcript that waits, unless its user has left. Raises Stale after 4 tries."""
    for attempt in range(_TRIES):
        number = find_called(work, event)
        if number is None:
            _refuse(work, gateways, voicemail.voicemail_id)
            return
        item, text = voicemails.find_with_transcript(work.table, voicemail.voicemail_id)
        if item:
            return
        colleagues = colleagues_of(number, event.user_id)
        kept = replace(voicemail, transcript=text, is_notified=bool(text), colleagues=colleagues)
        work.save(voicemails.create(kept), [people.still_there(event.user_id)])
        work.save(numbers.same(number))
        if kept.is_notified:
            publish_notices(work, kept)
        try:
            work.commit()
        except Stale:
            if attempt == _TRIES - 1:
                raise
        else:
            return


def _refuse(work: UnitOfWork, gateways: Gateways, voicemail_id: str) -> None:
    gateways.storage.erase(voicemail_id)
    work.save(voicemails.refuse(voicemail_id, work.now))
    work.commit()


def _new_voicemail(work: UnitOfWork, event: VoicemailLeft, recording: Recording) -> KeptVoicemail:
    settings = call_settings.find(work.table, event.phone_number)
    days = (settings.voicemail if settings else Voicemail()).kept_days
    entry = find_entry(work, event)
    return KeptVoicemail(
        voicemail_id=voicemail_id_of(event.call_id),
        call_id=event.call_id,
        number_id=event.number_id,
        phone_number=event.phone_number,
        user_id=event.user_id,
        other_number=entry.other_number if entry else read_caller_of(recording.caller),
        at=event.at,
        seconds=event.seconds or recording.seconds,
        stored_at=work.now,
        erase_at=event.at + timedelta(days=days),
        version=1,
    )
