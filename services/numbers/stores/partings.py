"""Stores what became of numbers at a removal, and which removals are undone (decision 075).

| question | key | index |
|---|---|---|
| what became of this number when this account was removed | PARTED#account#revision / NUMBER#number | |
| is this removal of this account undone | PARTED#account#revision / UNDONE | |

An undo may arrive before its removal, or between two numbers of it: what parts a number is refused once it is undone.
"""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, present, put
from kernel.problems import Stale
from services.numbers.domain.parting import KEPT, Parting


def note(parting: Parting, now: datetime) -> list[TransactItem]:
    """Write what becomes of a number; refuse with Stale if the removal was undone in between."""
    undone = _undone_key(parting.account_id, parting.revision)
    return [put(_key(parting) | to_item(parting) | _ttl(now)), check(undone, absent(), on_conflict=Stale())]


def mark_undone(account_id: str, revision: int, now: datetime) -> TransactItem:
    """Write that a removal is undone: from now on it parts no number."""
    return put(_undone_key(account_id, revision) | _ttl(now))


def is_undone(table: Table, account_id: str, revision: int) -> bool:
    """Return whether a removal is undone."""
    return table.get(**_undone_key(account_id, revision)) is not None


def load_all(table: Table, account_id: str, revision: int) -> list[Parting]:
    """Return what became of each number at a removal: a short list."""
    pk = _undone_key(account_id, revision)["pk"]
    return [from_item(Parting, item) for item in table.query_all(pk, begins="NUMBER#")]


def remove(parting: Parting) -> TransactItem:
    """Delete what is returned; refuse with Stale if another delivery has returned it."""
    return delete(_key(parting), only_if=present(), on_conflict=Stale())


def _key(parting: Parting) -> Item:
    return _undone_key(parting.account_id, parting.revision) | {"sk": f"NUMBER#{parting.number_id}"}


def _undone_key(account_id: str, revision: int) -> dict[str, str]:
    return {"pk": f"PARTED#{account_id}#{revision}", "sk": "UNDONE"}


def _ttl(now: datetime) -> Item:
    return {"ttl": clock.to_epoch(now + KEPT)}
