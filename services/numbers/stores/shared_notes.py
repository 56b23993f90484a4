"""Stores notes by which texts, voicemails and calls of a shared number are in the lists of colleagues (N10).

| question | key | index |
|---|---|---|
| which colleagues have this text, voicemail or call in their lists | SHARED#record / account | |
| what colleagues got or wrote, among a person's own | as the list of the records themselves | gsi1, gsi2 |

A note names its record and the number's user at that time, and says nothing of what is in it. Whether it is shown is
decided when it is read, by who shares the number then.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.dynamodb.transact_items import Item, TransactItem, delete, put

_PLACE = ("pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")


def write(record: Mapping[str, str], account_id: str, about: Item) -> TransactItem:
    """Write a note of the record under this key; `about` has its number_id, number_user, and the lists it is in."""
    return put(_key(record, account_id) | {"record_pk": record["pk"], "record_sk": record["sk"]} | about)


def remove(record: Mapping[str, str], account_ids: Iterable[str]) -> list[TransactItem]:
    """Remove the notes of a record that these people have."""
    return [delete(_key(record, account_id)) for account_id in account_ids]


def is_note(item: Item) -> bool:
    """Return whether an item of a list is a note."""
    return "record_pk" in item


def record_key(note: Item) -> tuple[str, str]:
    """Return the key of the record that a note is of."""
    return note["record_pk"], note["record_sk"]


def in_place_of(note: Item, record: Item) -> Item:
    """Return the record as an item of the note's list, so that the list goes on behind it."""
    return record | {name: note[name] for name in _PLACE if name in note}


def _key(record: Mapping[str, str], account_id: str) -> dict[str, Any]:
    return {"pk": f"SHARED#{record['pk']}#{record['sk']}", "sk": account_id}
