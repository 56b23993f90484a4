"""Answer a caller whom no person answered by a text, if the number's user has set one; the user pays for it (N9)."""

from contracts.phone_numbers import is_landline
from contracts.voicemail import UnansweredCall
from kernel import ids
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import Conflict, Invalid, TooManyRequests
from services.numbers.domain.account_faults import Area
from services.numbers.domain.call_settings import CallSettings
from services.numbers.domain.call_words import is_number
from services.numbers.domain.hours import is_open
from services.numbers.domain.limits import REPLIES
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.problems import CarrierPaused, TextTooLong
from services.numbers.domain.sharing import colleagues_of, may_use
from services.numbers.domain.text_parts import MOST_PARTS, count_parts
from services.numbers.domain.texting import require_texting
from services.numbers.stores import call_settings, caller_pauses, contacts, messages, numbers, people
from services.numbers.use_cases.carrier_pauses.pause_carrier import require_open
from services.numbers.use_cases.messages.send_message import check_destination, request_text


def answer_caller(work: UnitOfWork, *, call: UnansweredCall, caller: str) -> None:
    """Send a caller the reply of the hours in which the number is closed, once a call and once an hour.

    The text is charged as any other; while texts are paused for a fault of our account there is none. Nothing is sent
    to a hidden or short number, a landline, the user's own phone, or a number of ours that would reply.
    """
    settings = call_settings.find(work.table, call.phone_number)
    text = _reply_of(settings)
    if not text or (settings and is_open(settings.hours, call.at)):
        return
    number = _find_answering_number(work, call, caller)
    if number is None:
        return
    try:
        _request(work, call, number, caller, text)
        work.commit()
    except (Conflict, Invalid, TooManyRequests, CarrierPaused) as refusal:  # too often, opted out, its user has left
        log().info("call.reply.not_sent", extra={"call_id": call.call_id, "reason": refusal.code})


def _request(work: UnitOfWork, call: UnansweredCall, number: Number, caller: str, text: str) -> None:
    to, rate, price = check_destination(work, caller)
    require_texting(number.texting, number.kind, rate.country or "")
    require_open(work, Area.TEXTS, number.holder)
    parts = count_parts(text)
    if parts > MOST_PARTS:
        raise TextTooLong
    message = Message(
        message_id=_message_id(call),
        number_id=call.number_id,
        user_id=call.user_id,
        direction="out",
        phone_number=call.phone_number,
        other_number=to,
        text=text,
        parts=parts,
        at=work.now,
        status=MessageStatus.REQUESTED,
        price=parts * price,
        number_user=call.user_id,
        colleagues=colleagues_of(number, call.user_id),
        version=1,
    )
    request_text(work, message, rate, number.holder)
    work.save([numbers.same(number)] if message.colleagues else [])
    work.save(caller_pauses.begin("reply", call.number_id, to, work.now))
    work.save(contacts.note(call.number_id, to, work.now), count_uses(work, REPLIES, number=call.number_id))


def _find_answering_number(work: UnitOfWork, call: UnansweredCall, caller: str) -> Number | None:
    """Return the number if it may answer this caller, and has not answered this call."""
    if not is_number(caller) or is_landline(caller):
        return None
    number, person = numbers.find(work.table, call.number_id), people.find(work.table, call.user_id)
    if number is None or not number.is_active or not may_use(person, number):
        return None
    if caller in (number.phone_number, person.phone_number):
        return None
    is_answered = messages.find(work.table, _message_id(call)) is not None
    return None if is_answered or _reply_of(call_settings.find(work.table, caller)) else number


def _reply_of(settings: CallSettings | None) -> str:
    return settings.hours.reply if settings and settings.hours else ""


def _message_id(call: UnansweredCall) -> str:
    return ids.derived_id("msg", "reply", call.call_id)
