"""Stores port-outs in the table (N13).

| question | key | index |
|---|---|---|
| what is the status of this port-out | PORT_OUT#port-out / PORT_OUT | |
| the port-outs of a team, or of a person without one, newest first | PORT_OUTS#team or account / time#port-out | gsi1 |
| the port-outs of a number, newest first | PORT_OUTS_OF#number / time#port-out | gsi2 |
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kernel import clock, ids
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.numbers.domain.port_out import CarrierOrder, PortOut


def id_of(order_id: str, phone_number: str) -> str:
    """Return the id that a number of an order always has, so that its first report is stored once."""
    return ids.derived_id("pout", order_id, phone_number)


def ids_of(order: CarrierOrder) -> list[str]:
    """Return the ids of all numbers of an order."""
    return [id_of(order.order_id, phone_number) for phone_number in order.phone_numbers]


def key(port_out_id: str) -> dict[str, str]:
    """Return the key of a port-out."""
    return {"pk": f"PORT_OUT#{port_out_id}", "sk": "PORT_OUT"}


def find(table: Table, port_out_id: str) -> PortOut | None:
    """Return the port-out, or None."""
    item = table.get(**key(port_out_id))
    return from_item(PortOut, item) if item else None


def find_many(table: Table, port_out_ids: Iterable[str]) -> dict[str, PortOut]:
    """Return those of these port-outs that are there, by id; up to 100 are one read."""
    found = table.get_many([(own["pk"], own["sk"]) for own in map(key, port_out_ids)])
    return {item["port_out_id"]: from_item(PortOut, item) for item in found.values()}


def save(after: PortOut, before: PortOut | None) -> TransactItem:
    """Store the port-out as decided from `before`; refused with Stale if it changed, or was stored, in between."""
    if before is None:
        return put_new(_item(after, 1), on_conflict=Stale())
    unchanged = Attr("version").eq(before.version)
    return put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())


def query_list(table: Table, list_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of the port-outs in a list, newest first."""
    return table.query(f"PORT_OUTS#{list_id}", index="gsi1", newest_first=True, **page)


def query_number(table: Table, number_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`) of the port-outs of a number, newest first."""
    return table.query(f"PORT_OUTS_OF#{number_id}", index="gsi2", newest_first=True, **page)


def _item(port_out: PortOut, version: int) -> Item:
    item = key(port_out.port_out_id) | to_item(replace(port_out, version=version))
    order = f"{clock.to_text(port_out.created_at)}#{port_out.port_out_id}"
    return item | {
        "gsi1pk": f"PORT_OUTS#{port_out.list_id}",
        "gsi1sk": order,
        "gsi2pk": f"PORT_OUTS_OF#{port_out.number_id}",
        "gsi2sk": order,
    }
