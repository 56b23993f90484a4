"""Stores which accounts have moved from the app stores to the web (B9). It is for good: nothing deletes it.

| question | key | index |
|---|---|---|
| has this account moved, and when | STOREMOVE#account / STOREMOVE | |
"""

from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, check, put
from kernel.problems import Stale
from services.billing.domain.store_move import StoreMove


def find(table: Table, account_id: str) -> StoreMove | None:
    """Return the move of an account, or None."""
    item = table.get(**_key(account_id)) if account_id else None
    return from_item(StoreMove, item) if item else None


def create(move: StoreMove) -> TransactItem:
    """Write the move; refuse with Stale if the account has moved meanwhile."""
    return put(_key(move.account_id) | to_item(move), only_if=absent(), on_conflict=Stale())


def check_none(account_id: str) -> TransactItem:
    """Refuse the transaction with Stale if the account has moved."""
    return check(_key(account_id), absent(), on_conflict=Stale())


def _key(account_id: str) -> dict[str, str]:
    return {"pk": f"STOREMOVE#{account_id}", "sk": "STOREMOVE"}
