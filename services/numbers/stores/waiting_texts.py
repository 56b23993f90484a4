"""Stores which texts wait on a number for its next user, and how many (N8, N15); the texts are in messages.py.

| question | key | index |
|---|---|---|
| which texts wait on a number, oldest first | WAITING#number / TEXT#time#message | |
| how many wait for this holder of the number | WAITING#number / COUNT#holder | |
| which have waited too long | see due_dates.py | |

They are listed in the table itself, not in an index: who gets the number gets each text that was there before.
"""

from kernel import clock
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, present, put, update
from kernel.problems import Stale
from services.numbers.domain.message import Message


def add(message: Message) -> list[TransactItem]:
    """Have a text wait; its message is stored in the same transaction."""
    listed = put(_entry(message) | {"message_id": message.message_id})
    return [listed, update(_count_key(message.number_id, message.waits_for), add={"count": 1})]


def remove(message: Message) -> list[TransactItem]:
    """Have a text wait no longer; refused with Stale if it does not."""
    gone = delete(_entry(message), only_if=present(), on_conflict=Stale())
    return [gone, update(_count_key(message.number_id, message.waits_for), add={"count": -1})]


def read_page(table: Table, number_id: str, *, limit: int, cursor: str = "") -> ItemPage:
    """Return a page of what waits on a number, oldest first: each item has a `message_id`."""
    return table.query(f"WAITING#{number_id}", begins="TEXT#", limit=limit, cursor=cursor or None)


def count_place(number_id: str, holder: str) -> tuple[str, str]:
    """Return where the count is, for a read together with others."""
    key = _count_key(number_id, holder)
    return key["pk"], key["sk"]


def counted(item: Item | None) -> int:
    """Return how many texts wait, by an item that was read together with others."""
    return int(item["count"]) if item else 0


def _entry(message: Message) -> dict[str, str]:
    return {"pk": f"WAITING#{message.number_id}", "sk": f"TEXT#{clock.to_text(message.at)}#{message.message_id}"}


def _count_key(number_id: str, holder: str) -> dict[str, str]:
    return {"pk": f"WAITING#{number_id}", "sk": f"COUNT#{holder}"}
