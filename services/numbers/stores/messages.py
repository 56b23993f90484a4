"""Stores messages in the table.

| question | key | index |
|---|---|---|
| what is this message, what is its status | MESSAGE#message / MESSAGE | |
| the messages of a user, newest first | TEXTS#user / time#message | gsi1 |
| the messages of a user's conversation, newest first | TEXTS#user#number#party / time#message | gsi2 |
| which must be sent or settled | see due_dates.py | |

They are listed by who wrote them, or by the user who had the number when they came: a later user reads none of them.
One that waits for a user is in none of these lists (waiting_texts.py). For colleagues who share the number, notes are
in the same lists (shared_notes.py). With a new one its conversations are noted, of each reader (conversations.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.conversation import Conversation, key_of_party
from services.numbers.domain.message import Message
from services.numbers.stores import conversations, shared_notes
from services.numbers.stores.due_dates import move_due_date

_ERASED_KEPT = timedelta(days=30)  # longer than its price may still be settled


def key(message_id: str) -> dict[str, str]:
    """Return the key of a message."""
    return {"pk": f"MESSAGE#{message_id}", "sk": "MESSAGE"}


def find(table: Table, message_id: str) -> Message | None:
    """Return the message, or None."""
    return loaded(table.get(**key(message_id)))


def loaded(item: Item | None) -> Message | None:
    """Return the message of an item, or None."""
    return from_item(Message, item) if item else None


def create(message: Message) -> list[TransactItem]:
    """Store a new message, with the notes of colleagues; refused with Stale if it is there already."""
    written = put_new(_item(message, 1), on_conflict=Stale())
    notes = [_note(message, account_id) for account_id in message.colleagues]
    noted = [conversations.note(message, reader) for reader in readers_of(message)]
    return [written, *notes, *noted, *move_due_date(message.message_id, None, message.due)]


def readers_of(message: Message) -> tuple[str, ...]:
    """Return who has a new message in their list: no person while it waits for a user."""
    return () if message.waits_for else (message.user_id, *message.colleagues)


def hand_over(after: Message, before: Message, known: Mapping[str, Conversation | None]) -> list[TransactItem]:
    """Put a message that waited into its readers' lists; refused with Stale if it or a conversation changed meanwhile.

    `known` is the conversation of each reader.
    """
    notes = [_note(after, account_id) for account_id in after.colleagues]
    noted = [conversations.note_earlier(after, reader, known[reader]) for reader in readers_of(after)]
    return [*save(after, before), *notes, *noted]


def save(after: Message, before: Message) -> list[TransactItem]:
    """Store the message as decided from `before`; refused with Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    written = put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())
    unlisted = [other for other in before.colleagues if other not in after.colleagues]
    notes = shared_notes.remove(key(after.message_id), unlisted)
    return [written, *notes, *move_due_date(after.message_id, before.due, after.due)]


def remove(message: Message) -> list[TransactItem]:
    """Remove a message, its due date and the notes of colleagues; refused with Stale if it changed in between."""
    own, unchanged = key(message.message_id), Attr("version").eq(message.version)
    gone = delete(own, only_if=unchanged, on_conflict=Stale())
    notes = shared_notes.remove(own, message.colleagues)
    return [gone, *notes, *move_due_date(message.message_id, message.due, None)]


def query_user(table: Table, user_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `only`, `keep`) of a person's messages and notes, newest first."""
    return table.query(f"TEXTS#{user_id}", index="gsi1", newest_first=True, **page)


def query_conversation(table: Table, conversation: Conversation, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of the messages and notes of a person's conversation, newest first."""
    party = key_of_party(conversation.party)
    pk = f"TEXTS#{conversation.account_id}#{conversation.number_id}#{party}"
    return table.query(pk, index="gsi2", newest_first=True, **page)


def _item(message: Message, version: int) -> Item:
    item = key(message.message_id) | to_item(replace(message, version=version))
    if message.is_erased:
        return item | {"ttl": clock.to_epoch(message.at + _ERASED_KEPT)}
    return item if message.waits_for else item | _lists(message, message.user_id)


def _note(message: Message, account_id: str) -> TransactItem:
    about = {"message_id": message.message_id, "number_id": message.number_id, "number_user": message.number_user}
    return shared_notes.write(key(message.message_id), account_id, about | _lists(message, account_id))


def _lists(message: Message, account_id: str) -> Item:
    """Return the places of a message in a person's lists."""
    order = f"{clock.to_text(message.at)}#{message.message_id}"
    of_all = f"TEXTS#{account_id}"
    of_conversation = f"{of_all}#{message.number_id}#{key_of_party(message.party)}"
    return {"gsi1pk": of_all, "gsi1sk": order, "gsi2pk": of_conversation, "gsi2sk": order}
