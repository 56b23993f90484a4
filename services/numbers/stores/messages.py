"""Stores messages in the table.

| question | key | index |
|---|---|---|
| what is this message, what is its status | MESSAGE#message / MESSAGE | |
| the messages of a user, newest first | TEXTS#user / time#message | gsi1 |
| the messages of a user by one number, newest first | TEXTS#user#number / time#message | gsi2 |
| which must be sent or settled | see due_dates.py | |

They are listed by the user who had the number when they were sent or came: a later user reads none of them.
"""

from dataclasses import replace
from datetime import timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.message import Message
from services.numbers.stores.due_dates import move_due_date

_ERASED_KEPT = timedelta(days=30)  # longer than its price may still be settled


def key(message_id: str) -> dict[str, str]:
    """Return the key of a message."""
    return {"pk": f"MESSAGE#{message_id}", "sk": "MESSAGE"}


def find(table: Table, message_id: str) -> Message | None:
    """Return the message, or None."""
    item = table.get(**key(message_id))
    return from_item(Message, item) if item else None


def create(message: Message) -> list[TransactItem]:
    """Store a new message; refused with Stale if it is there already."""
    return [put_new(_item(message, 1), on_conflict=Stale()), *move_due_date(message.message_id, None, message.due)]


def save(after: Message, before: Message) -> list[TransactItem]:
    """Store the message as decided from `before`; refused with Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    written = put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())
    return [written, *move_due_date(after.message_id, before.due, after.due)]


def remove(message: Message) -> TransactItem:
    """Remove a message; refused with Stale if it changed in between."""
    return delete(key(message.message_id), only_if=Attr("version").eq(message.version), on_conflict=Stale())


def query_user(table: Table, user_id: str, number_id: str | None, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of a person's messages, by all of their numbers or by one, newest first."""
    pk, index = (f"TEXTS#{user_id}#{number_id}", "gsi2") if number_id else (f"TEXTS#{user_id}", "gsi1")
    return table.query(pk, index=index, limit=limit, cursor=cursor, newest_first=True)


def _item(message: Message, version: int) -> Item:
    item = key(message.message_id) | to_item(replace(message, version=version))
    if message.is_erased:
        return item | {"ttl": clock.to_epoch(message.at + _ERASED_KEPT)}
    order = f"{clock.to_text(message.at)}#{message.message_id}"
    item |= {"gsi1pk": f"TEXTS#{message.user_id}", "gsi1sk": order}
    return item | {"gsi2pk": f"TEXTS#{message.user_id}#{message.number_id}", "gsi2sk": order}
