"""Settle the texts that wait on a number: its user gets them, or they are erased (N8, N15).

Each is decided by how its number is at that moment, in a transaction of its own: events may come late, twice, or in any
order, and a text goes to a user of the holder that it came for, or to no one.
"""

from contracts.messages import MessageMediaDiscarded, WaitingTextsDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.conversation import conversation_id_of
from services.numbers.domain.message import Message
from services.numbers.domain.number import Number
from services.numbers.domain.sharing import colleagues_of
from services.numbers.domain.waiting_text import Step, find_step
from services.numbers.stores import conversations, messages, numbers, people, waiting_texts
from services.numbers.use_cases.messages.receive_message import publish_received, read_reader

_AT_ONCE = 25  # so many are settled within the time of a reaction, with others in its batch


def settle_waiting_texts(work: UnitOfWork, *, number_id: str, cursor: str = "") -> None:
    """Hand over, or erase, a page of what waits on a number, oldest first, and request the next one.

    What no person can read yet waits on.
    """
    page = waiting_texts.read_page(work.table, number_id, limit=_AT_ONCE, cursor=cursor)
    for item in page.items:
        settle_waiting_text(work, item["message_id"])
        work.commit()
    if page.next_cursor:
        work.publish(WaitingTextsDue(number_id=number_id, cursor=page.next_cursor))


def settle_waiting_text(work: UnitOfWork, message_id: str) -> None:
    """Hand over or erase a text that waits, if it is time; refused with Stale at the commit if that has changed."""
    message = messages.find(work.table, message_id)
    if message is None or not message.waits_for:
        return
    number = numbers.find(work.table, message.number_id)
    reader = read_reader(work, number) if number else None
    step = find_step(message, number, reader, work.now)
    if step is Step.HAND_OVER and number and reader:
        _hand_over(work, message, number, reader)
    elif step is Step.ERASE:
        _erase(work, message)


def _hand_over(work: UnitOfWork, message: Message, number: Number, reader: str) -> None:
    after = message.hand_over(reader, colleagues_of(number, reader))
    known = {
        it: conversations.find(work.table, conversation_id_of(it, message.number_id, message.party))
        for it in messages.readers_of(after)
    }
    work.save(messages.hand_over(after, message, known), waiting_texts.remove(message))
    work.save([numbers.same(number), people.still_reads(reader, number.holder)])
    publish_received(work, after, work.now)  # of the month in which they got it


def _erase(work: UnitOfWork, message: Message) -> None:
    work.save(messages.remove(message), waiting_texts.remove(message))
    if message.media:
        work.publish(MessageMediaDiscarded(message_id=message.message_id, files=len(message.media)))
