"""Receive a text that came to one of our numbers: it is stored for its user and who shares it, once (N8, N10)."""

from contracts.messages import MessageReceived
from contracts.phone_numbers import read_sender
from contracts.rates import country_of
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.texting import ReceivedText
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.sharing import colleagues_of
from services.numbers.stores import claims, contacts, messages, numbers, people
from services.numbers.use_cases.messages.heed_opt_outs import heed_keyword


def receive_message(work: UnitOfWork, *, text: ReceivedText) -> None:
    """Store the text for the number's user and colleagues; a text to a number without a user is not stored.

    STOP and START count for the number's holder all the same (N14).
    """
    number = _find_number(work, text.to)
    if number and not number.is_gone:
        heed_keyword(work, number.holder, text)
    if number is None or number.user_id is None or not _may_read(people.find(work.table, number.user_id), number):
        log().info("carrier.message.without_recipient", extra={"number_id": number.number_id if number else None})
        return
    message_id = ids.derived_id("msg", text.carrier_id)
    if messages.find(work.table, message_id):
        return
    message = Message(
        message_id=message_id,
        number_id=number.number_id,
        user_id=number.user_id,
        direction="in",
        phone_number=number.phone_number,
        other_number=read_sender(text.sender),
        text=text.text,
        parts=text.parts,
        pictures=text.pictures,
        at=min(text.at or work.now, work.now),
        status=MessageStatus.RECEIVED,
        carrier_id=text.carrier_id,
        number_user=number.user_id,
        colleagues=colleagues_of(number, number.user_id),
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
            user_id=number.user_id,
            parts=message.parts,
            received_at=message.at,
            country=country_of(message.other_number, message.at),
        )
    )


def _find_number(work: UnitOfWork, phone_number: str) -> Number | None:
    claim = work.table.get(**claims.key(phone_number))
    return numbers.find(work.table, claim["number_id"]) if claim and "number_id" in claim else None


def _may_read(person: Person, number: Number) -> bool:
    """Return whether the user's account is open and the number's plan runs; while past due, texts are still stored."""
    if person.closed or not number.has_running_plan:
        return False
    return not is_team(number.holder) or person.is_on(number.holder)
