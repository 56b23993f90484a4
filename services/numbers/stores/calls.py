"""Stores calls in the table, as they run; what they came to is in call_entries.py.

| question | key |
|---|---|
| what is this call, how far is it | CALL#call / CALL |
| how many calls run | see running_calls.py |
| which calls began on a day | see call_sessions.py |
| which calls must be looked at | see due_dates.py |
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.numbers.domain.call import Call
from services.numbers.domain.call_due import due_of
from services.numbers.stores import call_sessions, running_calls
from services.numbers.stores.call_parties import key
from services.numbers.stores.due_dates import move_due_date

__all__ = ["create", "find", "find_many", "key", "loaded", "save"]

_KEPT = timedelta(days=40)  # longer than costs and questions about it come


def find(table: Table, call_id: str) -> Call | None:
    """Return the call, or None."""
    item = table.get(**key(call_id))
    return loaded(item) if item else None


def find_many(table: Table, call_ids: Iterable[str]) -> list[Call]:
    """Return those of up to 100 calls that there are."""
    return [loaded(item) for item in table.get_each(map(key, call_ids)) if item]


def loaded(item: Item) -> Call:
    """Return the call of an item that was read together with others."""
    return from_item(Call, item)


def create(call: Call) -> list[TransactItem]:
    """Store a new call, which counts as running; refused with Stale if it is there already."""
    return [
        put_new(_item(call, 1), on_conflict=Stale()),
        *move_due_date(call.call_id, None, due_of(call)),
        *([] if call.is_settled else [running_calls.count(call.phone_number, 1)]),
        *([call_sessions.note(call)] if call.session_id else []),
    ]


def save(after: Call, before: Call) -> list[TransactItem]:
    """Store the call as decided from `before`; refused with Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    has_ended = after.is_settled and not before.is_settled
    return [
        put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale()),
        *move_due_date(after.call_id, due_of(before), due_of(after)),
        *([running_calls.count(after.phone_number, -1)] if has_ended else []),
        *([call_sessions.note(after)] if after.session_id and not before.session_id else []),
    ]


def _item(call: Call, version: int) -> Item:
    item = key(call.call_id) | to_item(replace(call, version=version))
    return item | ({"ttl": clock.to_epoch(call.started_at + _KEPT)} if call.is_settled else {})
