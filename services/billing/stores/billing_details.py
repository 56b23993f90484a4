"""Stores the buyer's details of a payer.

| question | key | index |
|---|---|---|
| what does this payer want on their invoices | PAYER#payer / DETAILS | |
"""

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, delete, put
from kernel.problems import Stale
from services.billing.domain.billing_details import BillingDetails


def find(table: Table, payer: str) -> BillingDetails:
    """Return the details of a payer; those of one who has entered none are empty."""
    item = table.get(**_key(payer))
    return from_item(BillingDetails, item) if item else BillingDetails(payer)


def save(after: BillingDetails) -> TransactItem:
    """Write the details in their new version; refuse with Stale if they changed since the version before."""
    unchanged = Attr("version").eq(after.version - 1) if after.version > 1 else absent()
    return put(_key(after.payer) | to_item(after), only_if=unchanged, on_conflict=Stale())


def remove(payer: str) -> TransactItem:
    """Delete the details of a person whose account is closed, or of a team of theirs that ended."""
    return delete(_key(payer))


def _key(payer: str) -> dict[str, str]:
    return {"pk": f"PAYER#{payer}", "sk": "DETAILS"}
