"""Notify the user of a number, and who shares it, of a voicemail or a missed call, by their chosen channels (E1)."""

from contracts.sentences import say
from contracts.voicemail import CallMissed, VoicemailNoticeDue
from kernel.dynamodb.notice_brake import count_notice
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.notice_sender import send_notice
from services.numbers.domain.call_reasons import BLOCKED, describe_call_reason, describe_to_user
from services.numbers.domain.call_words import write_caller, write_caller_within, write_length, write_moment
from services.numbers.domain.notices import CALL_NOTICES
from services.numbers.domain.sharing import may_answer, may_hear
from services.numbers.stores import numbers, people, voicemails
from services.numbers.use_cases.notices.words import find_time_zone, in_one_line
from services.numbers.use_cases.voicemails.answer_caller import answer_caller
from services.numbers.use_cases.voicemails.unanswered_calls import find_entry

_SEE_CALLS = "See your calls: {portal}/calls"
_BUY_CREDITS = "Buy credits: {portal}/billing"
_NEXT_STEPS = {"out_of_credit": _BUY_CREDITS, "insufficient_credits": _BUY_CREDITS}
_VOICEMAILS_AN_HOUR = 30
_OF_A_CALLER = 1  # notices of missed calls an hour: who calls twenty times makes one


def notify_of_voicemail(work: UnitOfWork, *, event: VoicemailNoticeDue, portal: str) -> None:
    """Mail or text a person who left a voicemail, when and how long, and what was said; the recording stays here."""
    voicemail = voicemails.find(work.table, event.voicemail_id)
    if voicemail is None or voicemail.is_discarded:
        return
    account_id = event.colleague_id or voicemail.user_id
    number = numbers.find(work.table, voicemail.number_id)
    if number is None or not may_hear(people.find(work.table, account_id), number, voicemail):
        return
    said = in_one_line(voicemail.transcript)
    words = {
        "caller": write_caller(voicemail.other_number),
        "from_whom": write_caller_within(voicemail.other_number),
        "number": write_caller(voicemail.phone_number),
        "length": write_length(voicemail.seconds),
        "at": write_moment(voicemail.at, find_time_zone(work, voicemail.phone_number)),
        "words": f' "{said}"' if said else "",
        "portal": portal,
    }
    about = (account_id, voicemail.number_id)
    _send(work, "voicemail", words, about, most=_VOICEMAILS_AN_HOUR)


def follow_missed_call(work: UnitOfWork, *, event: CallMissed, portal: str) -> None:
    """Answer the caller by text if that is set, and notify the user and who shares the number: once an hour.

    Who is suspended is not notified; the others are.
    """
    account_id, number = event.colleague_id or event.user_id, numbers.find(work.table, event.number_id)
    if event.reason == BLOCKED or number is None or number.user_id != event.user_id:
        return
    entry = find_entry(work, event)
    caller = entry.other_number if entry else ""
    if not event.colleague_id:
        answer_caller(work, call=event, caller=caller)
        if not count_notice(work, "missed_call", event.number_id, caller, most=_OF_A_CALLER):
            return
        others = entry.colleagues if entry else ()
        work.publish(*(event.model_copy(update={"colleague_id": colleague_id}) for colleague_id in others))
    if may_answer(people.find(work.table, account_id), number):
        _notify_of_missed_call(work, event, account_id, caller, portal)


def _notify_of_missed_call(work: UnitOfWork, event: CallMissed, account_id: str, caller: str, portal: str) -> None:
    is_user = account_id == event.user_id
    words = {
        "caller": write_caller(caller),
        "from_whom": write_caller_within(caller),
        "number": write_caller(event.phone_number),
        "at": write_moment(event.at, find_time_zone(work, event.phone_number)),
        "reason": describe_to_user(event.reason) if is_user else describe_call_reason(event.reason),
        "next_step": say(_NEXT_STEPS.get(event.reason, _SEE_CALLS) if is_user else _SEE_CALLS, portal=portal),
        "portal": portal,
    }
    _send(work, "missed_call", words, (account_id, event.number_id))


def _send(work: UnitOfWork, kind: str, words: dict[str, str], about: tuple[str, str], most: int = 5) -> None:
    notice, person = CALL_NOTICES[kind], people.find(work.table, about[0])
    text, short = notice.written(**words), say(notice.as_text, **words)
    send_notice(work, notice, person, text, about=about, as_text=short, most=most)
