"""Stores the settings of numbers for calls, with a copy of the number's state: the voice door reads one item.

| question | key |
|---|---|
| what happens to calls of this phone number | CALLED#phone / SETTINGS |
| for which phone numbers does this person's app ring besides the user's | RINGS#account / phone |

A number's state is copied in each transaction that changes the number. What its user has set is removed when it gets
another user, and all of it, with the count of its calls, when the number is gone.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, put_new, update
from kernel.problems import Stale
from services.numbers.domain.call_settings import CallSettings, settings_of
from services.numbers.domain.number import Number
from services.numbers.stores import running_calls

OF_USER = ("forwarding", "hours", "voicemail", "ring", "blocked")
OF_HOLDER = ("forwarding", "ring")  # by the holder's rules, to the holder's people


def key(phone_number: str) -> dict[str, str]:
    """Return the key of the settings of a phone number."""
    return {"pk": f"CALLED#{phone_number}", "sk": "SETTINGS"}


def find(table: Table, phone_number: str) -> CallSettings | None:
    """Return the settings, or None: a number of before there were any has none until something of it changes."""
    item = table.get(**key(phone_number))
    return loaded(item) if item else None


def loaded(item: Item) -> CallSettings:
    """Return the settings of an item that was read together with others."""
    return from_item(CallSettings, item)


def save(after: CallSettings, before: CallSettings) -> list[TransactItem]:
    """Store settings as decided from `before`; refused with Stale if they or the number's state changed in between."""
    item = key(after.phone_number) | to_item(replace(after, version=before.version + 1))
    return [put(item, only_if=_same(before), on_conflict=Stale()), *_move_rings(after, before)]


def unchanged(phone_number: str, seen: CallSettings | None) -> TransactItem:
    """Refuse with Stale if the settings are not as they were seen; None: there were none."""
    same = Attr("version").eq(seen.version) if seen else absent()
    return check(key(phone_number), same, on_conflict=Stale())


def create_state(number: Number) -> TransactItem:
    """Store the state of a new number, without any settings."""
    return put(key(number.phone_number) | to_item(replace(settings_of(number), revision=1)))


def create_missing(number: Number) -> TransactItem:
    """Store the state of a number of before there were settings; refused with Stale if there are some by now."""
    return put_new(key(number.phone_number) | to_item(settings_of(number)), on_conflict=Stale())


def copy_state(after: Number, before: Number) -> list[TransactItem]:
    """Copy the state of a number that is saved; what was set by a user or holder who has it no more is removed."""
    if before.is_gone:
        return []  # its phone number may be another's by now
    if after.is_gone:
        return [delete(key(after.phone_number)), running_calls.forget(after.phone_number)]
    state = settings_of(after)
    return [
        update(
            key(after.phone_number),
            set={
                "phone_number": state.phone_number,
                "number_id": state.number_id,
                "holder": state.holder,
                "team_id": state.team_id,
                "user_id": state.user_id,
                "is_active": state.is_active,
                "is_suspended": state.is_suspended,
                "revision": before.next_version,
            },
            set_once={"version": 0},
            remove=_removed(after, before),
        )
    ]


def list_rung(table: Table, account_id: str) -> Iterable[str]:
    """Return the phone numbers for which a person's app rings besides the user's."""
    return [item["sk"] for item in table.query_all(f"RINGS#{account_id}")]


def query_rung(table: Table, account_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of those notes, each with a `number_id`, by phone number."""
    return table.query(f"RINGS#{account_id}", **page)


def forget_ring(account_id: str, phone_number: str) -> TransactItem:
    """Remove the note that a person's app rings for a phone number."""
    return delete(_ring_key(account_id, phone_number))


def _same(before: CallSettings) -> Condition:
    same = Attr("version").eq(before.version) & Attr("revision").eq(before.revision)
    return same if before.version else absent() | same


def _removed(after: Number, before: Number) -> tuple[str, ...]:
    if before.user_id and after.user_id != before.user_id:
        return OF_USER
    return OF_HOLDER if after.holder != before.holder else ()


def _move_rings(after: CallSettings, before: CallSettings) -> list[TransactItem]:
    is_now, was = set(after.ring.others), set(before.ring.others)
    note = {"number_id": after.number_id}
    added = [put(_ring_key(account_id, after.phone_number) | note) for account_id in sorted(is_now - was)]
    return added + [forget_ring(account_id, after.phone_number) for account_id in sorted(was - is_now)]


def _ring_key(account_id: str, phone_number: str) -> dict[str, str]:
    return {"pk": f"RINGS#{account_id}", "sk": phone_number}
