"""Stores the apps of people at the carrier.

| question | key |
|---|---|
| where is this person's app rung | ACCOUNT#account / PHONE |
"""

from dataclasses import replace

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.numbers.domain.phone_app import PhoneApp


def key(account_id: str) -> dict[str, str]:
    """Return the key of a person's app."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "PHONE"}


def find(table: Table, account_id: str) -> PhoneApp | None:
    """Return a person's app, or None."""
    return loaded(table.get(**key(account_id)))


def loaded(item: Item | None) -> PhoneApp | None:
    """Return the app of an item that was read together with others, or None."""
    return from_item(PhoneApp, item) if item else None


def remove(account_id: str, seen: PhoneApp | None) -> TransactItem:
    """Remove a person's app: it is not rung any more; refused with Stale if it is not as it was seen."""
    return delete(key(account_id), only_if=_same(seen), on_conflict=Stale())


def save(after: PhoneApp, before: PhoneApp | None) -> TransactItem:
    """Write an app as decided from what was loaded; refused with Stale if it changed in between."""
    version = before.version + 1 if before else 1
    item = key(after.account_id) | to_item(replace(after, version=version))
    return put(item, only_if=_same(before), on_conflict=Stale())


def _same(seen: PhoneApp | None) -> Condition:
    """Return that the app is as it was seen; one that was removed and made anew has another credential."""
    if seen is None:
        return absent()
    return Attr("version").eq(seen.version) & Attr("credential_id").eq(seen.credential_id)
