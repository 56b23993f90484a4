"""Stores who uses a number, as the events of numbers say: by id only, for the lines of invoices (B13, I10).

| question | key | index |
|---|---|---|
| who uses this number, since which of its revisions | NUMBER#number / USER | |
"""

from collections.abc import Iterable

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Stale
from services.billing.stores.plans import number_key

_AT_ONCE = 100


def note(table: Table, number_id: str, user_id: str | None, revision: int) -> list[TransactItem]:
    """Write who uses a number since a revision, unless a later one is known; Stale if that has changed."""
    key = _key(number_id)
    known = table.get(**key)
    if known and known["revision"] > revision:
        return []
    unchanged = Attr("revision").eq(known["revision"]) if known else absent()
    item: Item = {**key, "user_id": user_id or "", "revision": revision}
    return [put(item, only_if=unchanged, on_conflict=Stale())]


def find_users(table: Table, number_ids: Iterable[str]) -> dict[str, str]:
    """Return who uses these numbers, by their ids; one read for up to 100."""
    wanted, found = sorted(set(number_ids)), dict[str, str]()
    for at in range(0, len(wanted), _AT_ONCE):
        keys = {_key(number_id)["pk"]: number_id for number_id in wanted[at : at + _AT_ONCE]}
        read = table.get_many((pk, "USER") for pk in keys)
        found |= {keys[pk]: item["user_id"] for (pk, _), item in read.items()}
    return found


def _key(number_id: str) -> dict[str, str]:
    return number_key(number_id) | {"sk": "USER"}
