"""Stores what billing keeps of a payer besides their wallet and their balance.

| question | key | index |
|---|---|---|
| whose plans are being collected for one charge | PAYER#payer / BILLING | |
| from which day on are this payer's months counted | PAYER#payer / DAY | |
"""

from dataclasses import replace
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, put, put_new
from kernel.problems import Stale
from services.billing.domain.billing_day import BillingAccount


def find(table: Table, payer: str) -> BillingAccount:
    """Return the billing account of a payer, with their billing day; one that was never charged has nothing in it."""
    item, day = table.get_each([_key(payer), _day_key(payer)])
    account = from_item(BillingAccount, item) if item else BillingAccount(payer)
    return replace(account, billing_day=clock.from_text(day["at"]) if day else None)


def find_billing_day(table: Table, payer: str) -> datetime | None:
    """Return the billing day of a payer: the instant that their months are counted from, or None."""
    item = table.get(**_day_key(payer))
    return clock.from_text(item["at"]) if item else None


def set_billing_day(payer: str, at: datetime) -> TransactItem:
    """Write the billing day of a payer; refuse with Stale if they have one."""
    return put_new(_day_key(payer) | {"at": clock.to_text(at)}, on_conflict=Stale())


def save(after: BillingAccount) -> TransactItem:
    """Write the account in its new version; refuse with Stale if it changed since the version before."""
    unchanged = Attr("version").eq(after.version - 1) if after.version > 1 else absent()
    return put(_key(after.payer) | to_item(replace(after, billing_day=None)), only_if=unchanged, on_conflict=Stale())


def _day_key(payer: str) -> dict[str, str]:
    return {"pk": f"PAYER#{payer}", "sk": "DAY"}


def _key(payer: str) -> dict[str, str]:
    return {"pk": f"PAYER#{payer}", "sk": "BILLING"}
