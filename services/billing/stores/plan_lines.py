"""Stores for which plans a payment was made, and what became of each.

| question | key | index |
|---|---|---|
| which plans does this payment pay for | PAYMENT#payment / LINE#subscription | |
"""

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.billing.domain.plan_line import PlanLine


def find(table: Table, payment_id: str, subscription_id: str) -> PlanLine | None:
    """Return the line of a plan, or None if the payment was not made for it."""
    item = table.get(**_key(payment_id, subscription_id))
    return from_item(PlanLine, item) if item else None


def list_lines(
    table: Table, payment_id: str, limit: int, cursor: str | None = None
) -> tuple[list[PlanLine], str | None]:
    """Return a page of a payment's lines, and the cursor of the next one."""
    page = table.query(f"PAYMENT#{payment_id}", begins="LINE#", limit=limit, cursor=cursor)
    return [from_item(PlanLine, item) for item in page.items], page.next_cursor


def list_all(table: Table, payment_id: str) -> list[PlanLine]:
    """Return every line of a payment, as its receipt shows them."""
    return [from_item(PlanLine, item) for item in table.query_all(f"PAYMENT#{payment_id}", begins="LINE#")]


def create(line: PlanLine) -> TransactItem:
    """Write a new line."""
    return put_new(_item(line), on_conflict=Stale())


def save(after: PlanLine, before: PlanLine) -> TransactItem:
    """Write the line decided from `before`; refuse with Stale if it changed since."""
    return put(_item(after), only_if=Attr("status").eq(before.status), on_conflict=Stale())


def _item(line: PlanLine) -> Item:
    return _key(line.payment_id, line.subscription_id) | to_item(line)


def _key(payment_id: str, subscription_id: str) -> dict[str, str]:
    return {"pk": f"PAYMENT#{payment_id}", "sk": f"LINE#{subscription_id}"}
