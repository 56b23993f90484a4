"""Stores which of our numbers has got a text to a group, for a day (N15).

| question | key |
|---|---|
| what has this number got of a text to a group | GROUPTEXT#fingerprint / number |

A fingerprint is a hash: nothing of the text or its people can be read from it.
"""

from dataclasses import replace
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, put, put_new
from kernel.problems import Stale
from services.numbers.domain.group_text import COMPARED_FOR, GroupText


def find(table: Table, fingerprint: str, number_id: str) -> GroupText:
    """Return what a number has got; nothing yet if it is not known."""
    item = table.get(**_key(fingerprint, number_id))
    return from_item(GroupText, item) if item else GroupText(fingerprint, number_id)


def save(after: GroupText, before: GroupText, now: datetime) -> TransactItem:
    """Store what a number has got; refused with Stale if it changed in between."""
    stored = replace(after, version=before.version + 1)
    item = _key(after.fingerprint, after.number_id) | to_item(stored) | {"ttl": clock.to_epoch(now + COMPARED_FOR)}
    if before.version == 0:
        return put_new(item, on_conflict=Stale())
    return put(item, only_if=Attr("version").eq(before.version), on_conflict=Stale())


def _key(fingerprint: str, number_id: str) -> dict[str, str]:
    return {"pk": f"GROUPTEXT#{fingerprint}", "sk": number_id}
