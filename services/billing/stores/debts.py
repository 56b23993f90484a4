"""Stores what wallets owe of payments that PayPal has taken back.

| question | key | index |
|---|---|---|
| what does the debt of this wallet come from | WALLET#wallet / DEBT | |
| which wallets owe, or owed, the oldest debt first | DEBTS / since#wallet | gsi2 |

How much is owed is in the wallet: a debt that is repaid stays here, and a list leaves it out.
"""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, put
from kernel.problems import Stale
from services.billing.domain.debt import Debt


def find(table: Table, wallet: str) -> Debt | None:
    """Return what the debt of a wallet comes from, or None for one that never owed."""
    item = table.get(f"WALLET#{wallet}", "DEBT")
    return from_item(Debt, item) if item else None


def save(debt: Debt) -> TransactItem:
    """Write the next version of a debt; refuse with Stale if it changed since it was read."""
    key = {"pk": f"WALLET#{debt.wallet}", "sk": "DEBT"}
    listed = {"gsi2pk": "DEBTS", "gsi2sk": f"{clock.to_text(debt.since)}#{debt.wallet}"}
    same = Attr("version").eq(debt.version) if debt.version else absent()
    return put(key | listed | to_item(debt) | {"version": debt.version + 1}, only_if=same, on_conflict=Stale())


def list_oldest(table: Table, limit: int, cursor: str | None) -> tuple[list[Debt], str | None]:
    """Return some debts, repaid ones too, the oldest first, and the cursor of the next ones."""
    page = table.query("DEBTS", index="gsi2", limit=limit, cursor=cursor)
    return [from_item(Debt, item) for item in page.items], page.next_cursor
