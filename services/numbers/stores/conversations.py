"""Stores the conversations of each reader: with whom, when last, how much is unread (N10, N15).

| question | key | index |
|---|---|---|
| what is this conversation | CONVERSATION#conversation / CONVERSATION | |
| the conversations of a person, the latest first | CONVERSATIONS#person / time#conversation | gsi1 |

An item is written blindly with each text, in its transaction: two texts at once both count. Which texts a conversation
has is a list of theirs (messages.py).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, update
from kernel.problems import Stale
from services.numbers.domain.conversation import Conversation, conversation_id_of
from services.numbers.domain.message import Message

_READ = {"unread": 0, "mailed_for": ""}


def key(conversation_id: str) -> dict[str, str]:
    """Return the key of a conversation."""
    return {"pk": f"CONVERSATION#{conversation_id}", "sk": "CONVERSATION"}


def note(message: Message, account_id: str) -> TransactItem:
    """Note a new text in a reader's conversation: one that came is unread, and who wrote one has read what came."""
    conversation_id = conversation_id_of(account_id, message.number_id, message.party)
    is_writer = message.direction == "out" and message.user_id == account_id
    counted = _READ if is_writer else {}
    return update(
        key(conversation_id),
        set={
            "conversation_id": conversation_id,
            "account_id": account_id,
            "number_id": message.number_id,
            "number_user": message.number_user,
            "party": list(message.party),
            "last_at": clock.to_text(message.at),
            "last_message_id": message.message_id,
            "gsi1pk": f"CONVERSATIONS#{account_id}",
            "gsi1sk": f"{clock.to_text(message.at)}#{conversation_id}",
            **counted,
        },
        add={} if is_writer else {"unread": 1 if message.direction == "in" else 0},
    )


def note_earlier(message: Message, account_id: str, known: Conversation | None) -> TransactItem:
    """Note a text that came before it got to its reader, as decided from what is known of their conversation.

    It is unread; a text that came later stays the newest. Refused with Stale if the conversation changed meanwhile.
    """
    seen = Attr("last_message_id").eq(known.last_message_id) if known else absent()
    if known is None or known.last_at <= message.at:
        return replace(note(message, account_id), only_if=seen, refusal=Stale())
    own = key(conversation_id_of(account_id, message.number_id, message.party))
    return update(own, add={"unread": 1}, only_if=seen, on_conflict=Stale())


def find(table: Table, conversation_id: str) -> Conversation | None:
    """Return the conversation, or None."""
    item = table.get(**key(conversation_id))
    return from_item(Conversation, item) if item else None


def mark_read(conversation: Conversation) -> TransactItem:
    """Have nothing unread; refused with Stale if another text came or went meanwhile."""
    seen = Attr("last_message_id").eq(conversation.last_message_id)
    return update(key(conversation.conversation_id), set=_READ, only_if=seen, on_conflict=Stale())


def note_mailed(before: Conversation, message_id: str, now: datetime) -> TransactItem:
    """Note that its reader is mailed about this text; refused with Stale if it was read or mailed meanwhile."""
    mailed_for = Attr("mailed_for")
    unchanged = mailed_for.eq(before.mailed_for) | mailed_for.not_exists()
    return update(
        key(before.conversation_id),
        set={"mailed_for": message_id, "mailed_at": clock.to_text(now)},
        only_if=unchanged & Attr("unread").gt(0),
        on_conflict=Stale(),
    )


def remove(conversation_id: str) -> TransactItem:
    """Remove a conversation; its texts are removed by themselves."""
    return delete(key(conversation_id))


def query_account(table: Table, account_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of a person's conversations, the latest first."""
    return table.query(f"CONVERSATIONS#{account_id}", index="gsi1", newest_first=True, **page)


def pages(table: Table, account_id: str) -> Iterator[list[Item]]:
    """Yield all conversations of a person, some at a time."""
    return table.query_pages(f"CONVERSATIONS#{account_id}", index="gsi1", size=50)


def read(item: Item) -> Conversation:
    """Return the conversation of an item."""
    return from_item(Conversation, item)
