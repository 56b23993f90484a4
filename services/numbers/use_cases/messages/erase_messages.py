"""Erase the messages of a closed account, which are personal (I10)."""

from contracts.messages import MessageMediaDiscarded
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.message import Message
from services.numbers.stores import conversations, messages

_BATCH = 7  # each is up to 14 entries of a transaction: itself, ten notes of colleagues, its due date, an event


def erase_messages(work: UnitOfWork, *, account_id: str) -> None:
    """Remove all messages of a closed account, in several transactions.

    Of a message in progress only the text and the numbers are erased; its price must still be settled. Those of
    colleagues are theirs, and only leave the person's list.
    """
    _erase_conversations(work, account_id)
    cursor: str | None = None
    while True:
        page = messages.query_user(work.table, account_id, limit=_BATCH, cursor=cursor)
        for item in page.items:
            message = messages.find(work.table, item["message_id"])
            work.save(_erase(message, account_id))
            if message and message.user_id == account_id and message.media:
                work.publish(MessageMediaDiscarded(message_id=message.message_id, files=len(message.media)))
        work.commit()
        cursor = page.next_cursor
        if cursor is None:
            return


def _erase_conversations(work: UnitOfWork, account_id: str) -> None:
    for items in conversations.pages(work.table, account_id):
        work.save(conversations.remove(item["conversation_id"]) for item in items)
        work.commit()


def _erase(message: Message | None, account_id: str) -> list[TransactItem]:
    if message is None or message.is_erased:
        return []
    if message.user_id != account_id:
        return messages.save(message.without_colleague(account_id), message)
    return messages.remove(message) if message.is_final else messages.save(message.erase(), message)
