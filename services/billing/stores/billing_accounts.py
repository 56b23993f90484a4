"""Stores what billing keeps of a payer besides their wallet and their balance.

| question | key | index |
|---|---|---|
| whose plans are being collected for one charge | PAYER#payer / BILLING | |
"""

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, put
from kernel.problems import Stale
from services.billing.domain.billing_day import BillingAccount


def find(table: Table, payer: str) -> BillingAccount:
    """Return the billing account of a payer; one that was never charged has nothing in it."""
    item = table.get(**_key(payer))
    return from_item(BillingAccount, item) if item else BillingAccount(payer)


def save(after: BillingAccount) -> TransactItem:
    """Write the account in its new version; refuse with Stale if it changed since the version before."""
    unchanged = Attr("version").eq(after.version - 1) if after.version > 1 else absent()
    return put(_key(after.payer) | to_item(after), only_if=unchanged, on_conflict=Stale())


def _key(payer: str) -> dict[str, str]:
    return {"pk": f"PAYER#{payer}", "sk": "BILLING"}
