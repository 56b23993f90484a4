"""How texts lie in the table.

| question | key | index |
|---|---|---|
| what is this text, how does it stand | MESSAGE#message / MESSAGE | |
| the texts of a user, newest first | TEXTS#user / time#message | gsi1 |
| the texts of a user by one number, newest first | TEXTS#user#number / time#message | gsi2 |
| which must be looked after | see due.py | |

They are listed by who had the number when they were sent or came: whoever has it later reads none of them.
"""

from datetime import timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.stores.due_dates import moved

_PLAIN = (
    "message_id", "number_id", "user_id", "direction", "phone_number", "other", "text", "parts", "price", "reason",
    "carrier_id", "settled", "returned", "forgotten", "version",
)  # fmt: skip
_FORGOTTEN_KEPT = timedelta(days=30)  # longer than anything may still become of it


def key(message_id: str) -> dict[str, str]:
    """The key of a text."""
    return {"pk": f"MESSAGE#{message_id}", "sk": "MESSAGE"}


def find(table: Table, message_id: str) -> Message | None:
    """The text, or None."""
    item = table.get(**key(message_id))
    return loaded(item) if item else None


def loaded(item: Item) -> Message:
    """The text of an item."""
    plain = {name: item[name] for name in _PLAIN}
    tried_at = clock.from_text(item["tried_at"]) if "tried_at" in item else None
    return Message(status=MessageStatus(item["status"]), at=clock.from_text(item["at"]), tried_at=tried_at, **plain)


def create(message: Message) -> list[TransactItem]:
    """A new text; Stale if it is there."""
    return [put_new(_item(message, 1), on_conflict=Stale()), *moved(message.message_id, None, message.due)]


def save(after: Message, before: Message) -> list[TransactItem]:
    """Write the text as decided from `before`; Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    written = put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())
    return [written, *moved(after.message_id, before.due, after.due)]


def drop(message: Message) -> TransactItem:
    """Remove a text; Stale if it changed in between."""
    return delete(key(message.message_id), only_if=Attr("version").eq(message.version), on_conflict=Stale())


def of_user(table: Table, user_id: str, number_id: str | None, limit: int, cursor: str | None) -> ItemPage:
    """A page of somebody's texts, by all of their numbers or by one, newest first."""
    name, index = (f"TEXTS#{user_id}#{number_id}", "gsi2") if number_id else (f"TEXTS#{user_id}", "gsi1")
    return table.query(name, index=index, limit=limit, cursor=cursor, newest_first=True)


def _item(message: Message, version: int) -> Item:
    item: Item = key(message.message_id) | {name: getattr(message, name) for name in _PLAIN}
    item |= {"status": message.status, "at": clock.to_text(message.at), "version": version}
    if message.tried_at:
        item |= {"tried_at": clock.to_text(message.tried_at)}
    if message.forgotten:
        return item | {"ttl": clock.to_epoch(message.at + _FORGOTTEN_KEPT)}
    order = f"{clock.to_text(message.at)}#{message.message_id}"
    item |= {"gsi1pk": f"TEXTS#{message.user_id}", "gsi1sk": order}
    return item | {"gsi2pk": f"TEXTS#{message.user_id}#{message.number_id}", "gsi2sk": order}
