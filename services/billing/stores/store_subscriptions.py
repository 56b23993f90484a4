"""Stores the subscriptions that people pay for in an app store (B9); what a store's sandbox sells is filed apart.

| question | key | index |
|---|---|---|
| what is known of this subscription | STORESUB#store#real or test#id / STORESUB | |
| what an account pays for in the stores | STORESUBS#account / store#real or test#id | gsi1 |
| of which may a store still report something (daily look) | STORESUBS_WATCHED#shard / store#real or test#id | gsi2 |
| of which subscription is this a further name | STORELINK#store#name / STORELINK | |
| which subscription has this id of ours | STOREID#id / STOREID | |

Google names a subscription anew when it is bought again: each such name is linked to the first one of its chain.
"""

import zlib
from datetime import datetime

from kernel import ids
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, put
from kernel.problems import Stale
from services.billing.domain.store_subscription import Store, StoreSubscription

SHARDS = 16


def key(store: Store, store_id: str, is_test: bool) -> dict[str, str]:
    """Return the key of a subscription."""
    return {"pk": f"STORESUB#{_name(store, store_id, is_test)}", "sk": "STORESUB"}


def find(table: Table, store: Store, store_id: str, *, is_test: bool) -> StoreSubscription | None:
    """Return a subscription by its store's first name for it, or None."""
    item = table.get(**key(store, store_id, is_test))
    return loaded(item) if item else None


def id_of(it: StoreSubscription) -> str:
    """Return our id of a subscription, which says nothing of the store's name for it."""
    return ids.derived_id("sto", it.store.value, "test" if it.is_test else "real", it.store_id)


def find_by_id(table: Table, its_id: str) -> StoreSubscription | None:
    """Return a subscription by our id of it, or None."""
    item = table.get(**_id_key(its_id))
    return find(table, Store(item["store"]), item["store_id"], is_test=item["is_test"]) if item else None


def find_named(table: Table, store: Store, name: str) -> StoreSubscription | None:
    """Return a subscription by any of its store's names for it, or None."""
    first = find_first_name(table, store, name) or name
    found = (find(table, store, first, is_test=is_test) for is_test in (False, True))
    return next(filter(None, found), None)


def loaded(item: Item) -> StoreSubscription:
    """Return the subscription of an item of a list."""
    return from_item(StoreSubscription, item)


def save(after: StoreSubscription, now: datetime) -> list[TransactItem]:
    """Write the subscription, and by which id it is found; refuse with Stale if it changed since it was read."""
    name = _name(after.store, after.store_id, after.is_test)
    item: Item = key(after.store, after.store_id, after.is_test) | to_item(after)
    if after.account_id:
        item |= {"gsi1pk": f"STORESUBS#{after.account_id}", "gsi1sk": name}
    if after.is_watched(now):
        item |= {"gsi2pk": f"STORESUBS_WATCHED#{zlib.crc32(name.encode()) % SHARDS}", "gsi2sk": name}
    before = absent() if after.version == 1 else Attr("version").eq(after.version - 1)
    found_by = {"store": after.store.value, "store_id": after.store_id, "is_test": after.is_test}
    return [put(item, only_if=before, on_conflict=Stale()), put(_id_key(id_of(after)) | found_by)]


def unchanged(it: StoreSubscription) -> TransactItem:
    """Refuse the transaction with Stale if the subscription changed since it was read."""
    return check(key(it.store, it.store_id, it.is_test), Attr("version").eq(it.version), on_conflict=Stale())


def list_of_account(table: Table, account_id: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of what an account pays for in the stores."""
    return table.query(f"STORESUBS#{account_id}", index="gsi1", limit=limit, cursor=cursor)


def list_watched(table: Table, shard: int, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of those subscriptions of a shard of which a store may still report something."""
    return table.query(f"STORESUBS_WATCHED#{shard}", index="gsi2", limit=limit, cursor=cursor)


def link(store: Store, name: str, first: str) -> TransactItem:
    """Say that a name is a further one of a subscription."""
    return put(_link_key(store, name) | {"store_id": first})


def find_first_name(table: Table, store: Store, name: str) -> str | None:
    """Return the first name of the subscription that this is a further name of, or None."""
    item = table.get(**_link_key(store, name))
    return str(item["store_id"]) if item else None


def _id_key(its_id: str) -> dict[str, str]:
    return {"pk": f"STOREID#{its_id}", "sk": "STOREID"}


def _link_key(store: Store, name: str) -> dict[str, str]:
    return {"pk": f"STORELINK#{store.value}#{name}", "sk": "STORELINK"}


def _name(store: Store, store_id: str, is_test: bool) -> str:
    return f"{store.value}#{'test' if is_test else 'real'}#{store_id}"
