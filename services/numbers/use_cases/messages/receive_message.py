"""Receive a text that came to our numbers: it is stored for each one's user and who shares it, once (N8, N10, N15).

While a team's number has no user, the text waits for its next one.
"""

from datetime import datetime

from contracts.messages import MessageMediaDue, MessageReceived, TextNoticeDue
from contracts.phone_numbers import read_sender
from contracts.rates import country_of
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.texting import ReceivedText
from services.numbers.domain.group_text import fingerprint_of
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.sharing import colleagues_of
from services.numbers.domain.waiting_text import find_reader, may_wait
from services.numbers.stores import claims, contacts, group_texts, messages, numbers, people, waiting_texts
from services.numbers.use_cases.messages.heed_opt_outs import heed_keyword


def receive_message(work: UnitOfWork, *, text: ReceivedText) -> None:
    """Store the text for the users of the numbers that it went to, or have it wait for the team of such a number.

    Of a text to a group each of our numbers is committed by itself, the last by the caller. STOP and START count for
    the number's holder even if no person has the number (N14).
    """
    for place, phone_number in enumerate(text.recipients):
        if place:
            work.commit()
        number = _find_number(work, phone_number)
        if number and not number.is_gone:
            heed_keyword(work, number.holder, text)
        reader = read_reader(work, number) if number else None
        if number is None or (reader is None and not may_wait(number)):
            log().info("carrier.message.without_recipient", extra={"number_id": number.number_id if number else None})
            continue
        message_id = _find_new_id(work, text, number)
        if message_id and not messages.find(work.table, message_id):
            _store(work, text, number, _new_message(work, text, number, reader, message_id))


def read_reader(work: UnitOfWork, number: Number) -> str | None:
    """Return who gets the texts of a number now, or None."""
    return find_reader(number, people.find(work.table, number.user_id) if number.user_id else None)


def publish_received(work: UnitOfWork, message: Message, at: datetime) -> None:
    """Publish that a user has received a text, at this instant: it counts as their usage.

    Those of its readers who chose it are to be mailed.
    """
    work.publish(
        MessageReceived(
            message_id=message.message_id,
            number_id=message.number_id,
            user_id=message.user_id,
            parts=message.parts,
            received_at=at,
            country=country_of(message.other_number, message.at),
        )
    )
    readers = people.find_many(work.table, messages.readers_of(message))
    chosen = (it.account_id for it in readers if it.text_notices != "off")
    work.publish(*(TextNoticeDue(message_id=message.message_id, account_id=account_id) for account_id in chosen))


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


def _new_message(work: UnitOfWork, text: ReceivedText, number: Number, reader: str | None, message_id: str) -> Message:
    """Return the text as it is stored: for its reader, or to wait for the number's holder."""
    return Message(
        message_id=message_id,
        number_id=number.number_id,
        user_id=reader or "",
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
        number_user=reader or "",
        colleagues=colleagues_of(number, reader) if reader else (),
        waits_for="" if reader else number.holder,
        keyword=text.keyword,
        version=1,
    )


def _store(work: UnitOfWork, text: ReceivedText, number: Number, message: Message) -> None:
    if message.colleagues or message.waits_for:
        work.save([numbers.same(number)])  # who was taken off a moment ago gets no note, and a new user gets the text
    if message.waits_for and number.user_id and number.has_running_plan:
        work.save([people.reads_not(number.user_id, number.holder)])
    work.save(contacts.note(number.number_id, text.sender, work.now))
    work.save(messages.create(message))
    if message.waits_for:
        work.save(waiting_texts.add(message))
    else:
        work.save([people.still_there(message.user_id)])
        publish_received(work, message, message.at)
    if message.has_waiting_media:
        work.publish(MessageMediaDue(message_id=message.message_id, files=len(message.media)))


def _find_number(work: UnitOfWork, phone_number: str) -> Number | None:
    claim = work.table.get(**claims.key(phone_number))
    return numbers.find(work.table, claim["number_id"]) if claim and "number_id" in claim else None
