"""Lists wallets: all of them, for the nightly check, and those that a team gave credits to.

| question | key | index |
|---|---|---|
| which wallets are there: WALLET#wallet / LISTED (ledger.py) | WALLETS#shard / wallet | gsi2 |
| to whom did a team give credits, newest gift first | WALLET#team / ENTRY#time | |
"""

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.billing.domain.ledger import Kind

_GIFTS = (Kind.ALLOCATION, Kind.SETTLED)


def list_wallets(table: Table, shard: int, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
    """Return the names of some wallets of a shard, and the cursor of the next ones."""
    page = table.query(f"WALLETS#{shard:02}", index="gsi2", limit=limit, cursor=cursor)
    return [item["gsi2sk"] for item in page.items], page.next_cursor


def list_gifts(table: Table, team_id: str, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
    """Return to whom a team gave credits, newest gift first, each once on a page; and the cursor of the next page."""
    page = table.query(
        f"WALLET#{team_id}", begins="ENTRY#", limit=limit, cursor=cursor, newest_first=True, keep=_keep_gifts
    )
    return list(dict.fromkeys(item["about"]["user_id"] for item in page.items)), page.next_cursor


def _keep_gifts(items: list[Item]) -> list[Item]:
    return [item for item in items if item.get("kind") in _GIFTS and "user_id" in item["about"]]
