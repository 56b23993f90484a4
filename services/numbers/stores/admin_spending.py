"""Stores what admins may spend of their owner's wallet, as numbers knows it from billing's events (T11).

| question | key | index |
|---|---|---|
| what has an admin of a team spent this month, within which limit | ADMIN#team#account / SPENDING | |
"""

from contracts.admin_spending import AdminSpending
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, put
from kernel.problems import Stale


def find(table: Table, team_id: str, account_id: str) -> AdminSpending:
    """Return what an admin has spent, as far as it is known."""
    item = table.get(**_key(team_id, account_id))
    return from_item(AdminSpending, item) if item else AdminSpending(team_id, account_id)


def save(after: AdminSpending, before: AdminSpending) -> TransactItem:
    """Write what billing has published; refuse with Stale if another event was handled in between."""
    same = Attr("version").eq(before.version) if before.version else absent()
    return put(_key(after.team_id, after.account_id) | to_item(after), only_if=same, on_conflict=Stale())


def _key(team_id: str, account_id: str) -> dict[str, str]:
    return {"pk": f"ADMIN#{team_id}#{account_id}", "sk": "SPENDING"}
