"""Receive a text that came to our numbers: it is stored for each one's user and who shares it, once (N8, N10, N15)."""

from contracts.messages import MessageMediaDue, MessageReceived
from contracts.phone_numbers import read_sender
from contracts.rates import country_of
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.texting import ReceivedText
from services.numbers.domain.group_text import fingerprint_of
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.sharing import colleagues_of
from services.numbers.stores import claims, contacts, group_texts, messages, numbers, people
from services.numbers.use_cases.messages.heed_opt_outs import heed_keyword


def receive_message(work: UnitOfWork, *, text: ReceivedText) -> None:
    """Store the text for the users of the numbers that it went to; a number without a user gets none.

    Of a text to a group each of our numbers is committed by itself, the last by the caller. STOP and START count for
    the number's holder even if no person has the number (N14).
    """
    for place, phone_number in enumerate(text.recipients):
        if place:
            work.commit()
        number = _find_number(work, phone_number)
        if number and not number.is_gone:
            heed_keyword(work, number.holder, text)
        if number is None or number.user_id is None or not _may_read(people.find(work.table, number.user_id), number):
            log().info("carrier.message.without_recipient", extra={"number_id": number.number_id if number else None})
            continue
        message_id = _find_new_id(work, text, number)
        if message_id and not messages.find(work.table, message_id):
            _store(work, text, number, number.user_id, message_id)


def _find_new_id(work: UnitOfWork, text: ReceivedText, number: Number) -> str | None:
    """Return the id of the text at this number; None if another report has brought it there."""
    if len(text.recipients) == 1:
        return ids.derived_id("msg", text.carrier_id)
    files = tuple(f"{it.content_type}:{it.size}" for it in text.media)
    fingerprint = fingerprint_of(text.sender, text.recipients, text.text, files)
    before = group_texts.find(work.table, fingerprint, number.number_id)
    after, is_new = before.take(text.to, text.carrier_id)
    if after != before:
        work.save([group_texts.save(after, before, work.now)])
    return ids.derived_id("msg", fingerprint, number.number_id, str(after.kept)) if is_new else None


def _store(work: UnitOfWork, text: ReceivedText, number: Number, user_id: str, message_id: str) -> None:
    message = Message(
        message_id=message_id,
        number_id=number.number_id,
        user_id=user_id,
        direction="in",
        phone_number=number.phone_number,
        other_number=read_sender(text.sender),
        text=text.text,
        parts=text.parts,
        pictures=len(text.media),
        media=text.media,
        group=tuple(read_sender(it) for it in text.recipients if it != number.phone_number),
        at=min(text.at or work.now, work.now),
        status=MessageStatus.RECEIVED,
        carrier_id=text.carrier_id,
        number_user=user_id,
        colleagues=colleagues_of(number, user_id),
        keyword=text.keyword,
        version=1,
    )
    if message.colleagues:
        work.save([numbers.same(number)])  # who was taken off a moment ago gets no note
    work.save(contacts.note(number.number_id, text.sender, work.now))
    work.save(messages.create(message), [people.still_there(message.user_id)])
    work.publish(
        MessageReceived(
            message_id=message_id,
            number_id=number.number_id,
            user_id=user_id,
            parts=message.parts,
            received_at=message.at,
            country=country_of(message.other_number, message.at),
        )
    )
    if message.has_waiting_media:
        work.publish(MessageMediaDue(message_id=message_id, files=len(message.media)))


def _find_number(work: UnitOfWork, phone_number: str) -> Number | None:
    claim = work.table.get(**claims.key(phone_number))
    return numbers.find(work.table, claim["number_id"]) if claim and "number_id" in claim else None


def _may_read(person: Person, number: Number) -> bool:
    """Return whether the user's account is open and the number's plan runs; while past due, texts are still stored."""
    if person.closed or not number.has_running_plan:
        return False
    return not is_team(number.holder) or person.is_on(number.holder)
