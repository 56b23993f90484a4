"""A text came to one of our numbers: it is kept for who uses the number, once (N8)."""

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier import Received
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.stores import messages, numbers, people


def receive_message(work: UnitOfWork, told: Received) -> None:
    """Keep it for the number's user; one for nobody is kept for nobody."""
    number = _number(work, told.to)
    if number is None or number.user_id is None or not _may_read(people.find(work.table, number.user_id), number):
        log().info("a text for nobody", extra={"number_id": number.number_id if number else None})
        return
    message_id = ids.derived_id("msg", told.carrier_id)
    if messages.find(work.table, message_id):
        return
    message = Message(
        message_id, number.number_id, number.user_id, "in", number.phone_number, told.sender, told.text, told.parts,
        min(told.at or work.now, work.now), MessageStatus.RECEIVED, carrier_id=told.carrier_id, version=1,
    )  # fmt: skip
    work.save(messages.create(message), [people.still_there(message.user_id)])


def _number(work: UnitOfWork, phone_number: str) -> Number | None:
    line = work.table.get(**numbers.line_key(phone_number))
    return numbers.find(work.table, line["number_id"]) if line and "number_id" in line else None


def _may_read(person: Person, number: Number) -> bool:
    """Whether the user is there, and the number's plan runs. What came while it was past due is found later."""
    if person.closed or not number.runs:
        return False
    return not is_team(number.holder) or person.is_on(number.holder)
