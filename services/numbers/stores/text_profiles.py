"""Stores which messaging profile the numbers of a holder have at the carrier (N14).

| question | key |
|---|---|
| which profile do this holder's numbers have | TEXTPROFILE#holder / TEXTPROFILE |
"""

from collections.abc import Iterable
from dataclasses import replace

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, put
from kernel.problems import Stale
from services.numbers.domain.text_profile import TextProfile


def key(holder: str) -> dict[str, str]:
    """Return the key of a profile."""
    return {"pk": f"TEXTPROFILE#{holder}", "sk": "TEXTPROFILE"}


def find(table: Table, holder: str) -> TextProfile:
    """Return the profile, or one that is not wanted yet."""
    item = table.get(**key(holder))
    return from_item(TextProfile, item) if item else TextProfile(holder)


def find_ids(table: Table, holders: Iterable[str]) -> dict[str, str]:
    """Return the carrier's ids of those profiles that it has, by holder; up to 100 are one read."""
    wanted = dict.fromkeys(holders)
    found = table.get_many((it["pk"], it["sk"]) for it in map(key, wanted)) if wanted else {}
    return {str(item["holder"]): str(item["profile_id"]) for item in found.values() if item.get("profile_id")}


def save(after: TextProfile, before: TextProfile) -> TransactItem:
    """Store it as decided from `before`; refused with Stale if it changed in between."""
    item = key(after.holder) | to_item(replace(after, version=before.version + 1))
    unchanged = Attr("version").eq(before.version) if before.version else Attr("pk").not_exists()
    return put(item, only_if=unchanged, on_conflict=Stale())
