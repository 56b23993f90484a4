"""Stores port-ins in the table (N7).

| question | key | index |
|---|---|---|
| what is the status of this port-in, and which others are of its request | PORT#port / PORT | |
| which number or submitted port-in claims a phone number | see claims.py | |
| the port-ins of a team, or of a person, newest first | PORTS#holder / time#port | gsi1 |
| which must be checked at the carrier, which drafts are too old | see due_dates.py | |
"""

from collections.abc import Iterable
from dataclasses import replace

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.problems import NumberTaken
from services.numbers.stores import claims
from services.numbers.stores.due_dates import move_due_date


def key(port_id: str) -> dict[str, str]:
    """Return the key of a port-in."""
    return {"pk": f"PORT#{port_id}", "sk": "PORT"}


def find(table: Table, port_id: str) -> PortIn | None:
    """Return the port-in, or None."""
    item = table.get(**key(port_id))
    return from_item(PortIn, item) if item else None


def load_request(table: Table, port_id: str) -> list[PortIn]:
    """Return all port-ins of a port-in's request, in its order; just this one for a number alone, none if unknown."""
    found = find(table, port_id)
    return load_parts(table, found) if found else []


def load_parts(table: Table, port: PortIn) -> list[PortIn]:
    """Return all port-ins of a port-in's request, in its order, with this one as it is given."""
    if not port.part_ids:
        return [port]
    others = table.get_each([key(it) for it in port.part_ids if it != port.port_id])
    parts = [*(from_item(PortIn, it) for it in others if it), port]
    return sorted(parts, key=lambda it: port.part_ids.index(it.port_id))


def create(port: PortIn) -> list[TransactItem]:
    """Store a new draft. It claims no phone number: others may have a draft for the same one."""
    return [put_new(_item(port, 1), on_conflict=Stale()), *move_due_date(port.port_id, None, port.due)]


def save(after: PortIn, before: PortIn) -> list[TransactItem]:
    """Store the port-in as decided from `before`; refused with Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    entries = [put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())]
    return entries + move_due_date(after.port_id, before.due, after.due)


def unchanged(port: PortIn) -> TransactItem:
    """Refuse the transaction with Stale if the port-in has changed since it was read."""
    return check(key(port.port_id), Attr("version").eq(port.version), on_conflict=Stale())


def claim_phone_number(port: PortIn) -> TransactItem:
    """Claim the phone number, so that no one else buys or ports it; refused with NumberTaken if it is claimed."""
    ours = absent() | Attr("port_id").eq(port.port_id)
    claim = claims.of_port_in(port.phone_number, port.port_id)
    return put(claim, only_if=ours, on_conflict=NumberTaken())


def free_phone_number(port: PortIn) -> TransactItem:
    """Remove the claim on the phone number."""
    ours = absent() | Attr("port_id").eq(port.port_id)
    return delete(claims.key(port.phone_number), only_if=ours, on_conflict=Stale())


def pass_claim_to_number(port: PortIn, number_id: str) -> TransactItem:
    """Pass the claim on the phone number from the port-in to the number that it has become."""
    claim = claims.of_number(port.phone_number, number_id)
    return put(claim, only_if=absent() | Attr("port_id").eq(port.port_id), on_conflict=Stale())


def query_holder(table: Table, holder: str, status: str | None, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the port-ins of a team or a person, newest first."""
    only = Attr("status").eq(status) if status else None
    return table.query(f"PORTS#{holder}", index="gsi1", limit=limit, cursor=cursor, only=only, newest_first=True)


def load_all_of_holder(table: Table, holder: str) -> Iterable[PortIn]:
    """Return every port-in of a team or a person, as it is now and not as the index has it."""
    for item in table.query_all(f"PORTS#{holder}", index="gsi1"):
        port = find(table, item["port_id"])
        if port and port.holder == holder:
            yield port


def _item(port: PortIn, version: int) -> Item:
    item = key(port.port_id) | to_item(replace(port, version=version))
    order = f"{clock.to_text(port.created_at)}#{port.port_id}"
    return item | {"gsi1pk": f"PORTS#{port.holder}", "gsi1sk": order}
