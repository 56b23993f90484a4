"""Stores what admins spend of their owner's wallet (T11).

| question | key | index |
|---|---|---|
| what has an admin of a team spent this month, within which limit | ADMIN#team#account / SPENDING | |

Every change is one version, so that two purchases at once never pass the limit together.
"""

from contracts.admin_spending import AdminSpending
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Stale


def key(team_id: str, account_id: str) -> dict[str, str]:
    """Return the key of an admin's spending."""
    return {"pk": f"ADMIN#{team_id}#{account_id}", "sk": "SPENDING"}


def find(table: Table, team_id: str, account_id: str) -> AdminSpending:
    """Return what an admin has spent; nothing so far for one without a record."""
    return loaded(team_id, account_id, table.get(**key(team_id, account_id)))


def loaded(team_id: str, account_id: str, item: Item | None) -> AdminSpending:
    """Return the spending of an item that was read together with others."""
    return from_item(AdminSpending, item) if item else AdminSpending(team_id, account_id)


def save(spending: AdminSpending) -> TransactItem:
    """Write it; refuse with Stale if it changed since it was read."""
    same = Attr("version").eq(spending.version - 1) if spending.version > 1 else absent()
    return put(key(spending.team_id, spending.account_id) | to_item(spending), only_if=same, on_conflict=Stale())
