"""Erase the messages of a closed account, which are personal (I10)."""

from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.message import Message
from services.numbers.stores import messages

_BATCH = 7  # each is up to 13 entries of a transaction: itself, ten notes of colleagues, its due date


def erase_messages(work: UnitOfWork, *, account_id: str) -> None:
    """Remove all messages of a closed account, in several transactions.

    Of a message in progress only the text and the numbers are erased; its price must still be settled. Those of
    colleagues are theirs, and only leave the person's list.
    """
    cursor: str | None = None
    while True:
        page = messages.query_user(work.table, account_id, limit=_BATCH, cursor=cursor)
        for item in page.items:
            work.save(_erase(messages.find(work.table, item["message_id"]), account_id))
        work.commit()
        cursor = page.next_cursor
        if cursor is None:
            return


def _erase(message: Message | None, account_id: str) -> list[TransactItem]:
    if message is None or message.is_erased:
        return []
    if message.user_id != account_id:
        return messages.save(message.without_colleague(account_id), message)
    return messages.remove(message) if message.is_final else messages.save(message.erase(), message)
