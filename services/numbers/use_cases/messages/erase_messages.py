"""Forget the texts of an account that is closed: they are personal (I10)."""

from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import messages

_AT_ONCE = 25


def forget_messages(work: UnitOfWork, account_id: str) -> None:
    """Remove all texts of an account that is closed (I10); commits as it goes.

    Of one that is under way its words go, and what must still become of its price stays.
    """
    cursor: str | None = None
    while True:
        page = messages.of_user(work.table, account_id, None, _AT_ONCE, cursor)
        for item in page.items:
            work.save(_forgotten(work, messages.loaded(item).message_id))
        work.commit()
        cursor = page.next_cursor
        if cursor is None:
            return


def _forgotten(work: UnitOfWork, message_id: str) -> list[TransactItem]:
    message = messages.find(work.table, message_id)
    if message is None or message.forgotten:
        return []
    return [messages.drop(message)] if message.is_over else messages.save(message.forget(), message)
