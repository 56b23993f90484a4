"""Stores the log of calls in the table, for 13 months.

| question | key | index |
|---|---|---|
| the calls of a number, newest first | CALLS#number / time#call | |
| the calls of a user, newest first | CALLS#user / time#call | gsi1 |
| the calls of a team, or of a person without one, newest first | CALLLIST#team or account / time#call | gsi2 |

A call belongs to the user, and to the team, that had the number when it came: a later user reads none of them.
Colleagues who share the number have notes in the lists of users (shared_notes.py).
"""

from datetime import datetime, timedelta
from typing import Any

from kernel import clock
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put
from services.numbers.domain.call_entry import CallEntry
from services.numbers.stores import shared_notes

_KEPT = timedelta(days=400)
_LAST = "~"  # sorts behind every id

Span = tuple[datetime, datetime] | None  # from and until when calls began, both included


def key(entry: CallEntry) -> dict[str, str]:
    """Return the key of an entry."""
    return {"pk": f"CALLS#{entry.number_id}", "sk": f"{clock.to_text(entry.started_at)}#{entry.call_id}"}


def create(entry: CallEntry) -> TransactItem:
    """Write the entry of a call that has ended; the call's own version sees to it that this is once."""
    own = key(entry)
    item = own | to_item(entry) | {"ttl": clock.to_epoch(entry.started_at + _KEPT)}
    item |= {"gsi2pk": f"CALLLIST#{entry.team_id or entry.holder}", "gsi2sk": own["sk"]}
    if entry.user_id:
        item |= {"gsi1pk": f"CALLS#{entry.user_id}", "gsi1sk": own["sk"]}
    return put(item)


def list_for_colleagues(entry: CallEntry) -> list[TransactItem]:
    """Write the notes by which colleagues who share the number have the entry in their lists."""
    own = key(entry)
    about: Item = {"number_id": entry.number_id, "number_user": entry.user_id, "gsi1sk": own["sk"]}
    about |= {"ttl": clock.to_epoch(entry.started_at + _KEPT)}
    return [shared_notes.write(own, other, about | {"gsi1pk": f"CALLS#{other}"}) for other in entry.colleagues]


def forget_user(entry: CallEntry) -> list[TransactItem]:
    """Remove a person from the entry of their call: the team's line has no names any more, one's own is gone."""
    left = create(entry.without_names()) if entry.team_id else delete(key(entry))
    return [left, *shared_notes.remove(key(entry), entry.colleagues)]


def forget_colleague(note: Item, account_id: str) -> list[TransactItem]:
    """Remove the note that a person has of the call of a colleague."""
    pk, sk = shared_notes.record_key(note)
    return shared_notes.remove({"pk": pk, "sk": sk}, [account_id])


def read(item: Item) -> CallEntry:
    """Return the entry of an item of a page."""
    return from_item(CallEntry, item)


def query_number(table: Table, number_id: str, span: Span = None, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of a number's calls, of all who used it, newest first."""
    return table.query(f"CALLS#{number_id}", newest_first=True, between=_between(span), **page)


def query_user(table: Table, user_id: str, span: Span = None, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of a person's calls and notes, newest first."""
    return table.query(f"CALLS#{user_id}", index="gsi1", newest_first=True, between=_between(span), **page)


def query_list(table: Table, list_id: str, span: Span = None, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of the calls of a team, or of a person without one, newest first."""
    return table.query(f"CALLLIST#{list_id}", index="gsi2", newest_first=True, between=_between(span), **page)


def _between(span: Span) -> tuple[str, str] | None:
    return (clock.to_text(span[0]), f"{clock.to_text(span[1])}{_LAST}") if span else None
