"""Stores what accounts pay for in the app stores, as numbers knows it from billing's events (B9).

| question | key | index |
|---|---|---|
| what is known of this subscription of an account | STORESUBS#account / STORESUB#id | |
"""

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.numbers.domain.store_subscription import StoreSubscription


def find(table: Table, account_id: str, subscription_id: str) -> StoreSubscription | None:
    """Return a subscription of an account, or None."""
    item = table.get(**_key(account_id, subscription_id))
    return from_item(StoreSubscription, item) if item else None


def save(after: StoreSubscription, before: StoreSubscription | None) -> TransactItem:
    """Write what is known; refuse with Stale if that changed since it was read."""
    unchanged = Attr("revision").eq(before.revision) if before else absent()
    return put(_key(after.account_id, after.subscription_id) | to_item(after), only_if=unchanged, on_conflict=Stale())


def list_of(table: Table, account_id: str, limit: int, cursor: str | None = None) -> ItemPage:
    """Return a page of what an account pays for."""
    return table.query(_partition(account_id), begins="STORESUB#", limit=limit, cursor=cursor)


def remove(item: Item) -> TransactItem:
    """Forget a subscription."""
    return delete({"pk": item["pk"], "sk": item["sk"]})


def _partition(account_id: str) -> str:
    return f"STORESUBS#{account_id}"


def _key(account_id: str, subscription_id: str) -> dict[str, str]:
    return {"pk": _partition(account_id), "sk": f"STORESUB#{subscription_id}"}
