"""How transfers from other carriers lie in the table (N7).

| question | key | index |
|---|---|---|
| how does this transfer stand | PORT#port / PORT | |
| whose is this phone number (claimed by a transfer that was sent) | LINE#phone / LINE | |
| the transfers of a team, or of a person, newest first | PORTS#holder / time#port | gsi1 |
| which must be asked about, which drafts are too old | see due.py | |
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.problems import NumberTaken
from services.numbers.stores.due_dates import moved
from services.numbers.stores.numbers import line_key


def key(port_id: str) -> dict[str, str]:
    """The key of a transfer."""
    return {"pk": f"PORT#{port_id}", "sk": "PORT"}


def find(table: Table, port_id: str) -> PortIn | None:
    """The transfer, or None."""
    item = table.get(**key(port_id))
    return loaded(item) if item else None


def loaded(item: Item) -> PortIn:
    """The transfer of an item."""
    port: PortIn = _form().validate_python(item["port"])
    return port


def create(port: PortIn) -> list[TransactItem]:
    """A new draft. It claims nothing: others may have one of the same number."""
    return [put_new(_item(port, 1), on_conflict=Stale()), *moved(port.port_id, None, port.due)]


def save(after: PortIn, before: PortIn) -> list[TransactItem]:
    """Write the transfer as decided from `before`; Stale if it changed in between. What is over claims nothing."""
    unchanged = Attr("version").eq(before.version)
    entries = [put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())]
    return entries + moved(after.port_id, before.due, after.due)


def claim(port: PortIn) -> TransactItem:
    """Nobody else may buy or bring this number; NumberTaken if it is somebody's."""
    ours = absent() | Attr("port_id").eq(port.port_id)
    line = line_key(port.phone_number) | {"port_id": port.port_id}
    return put(line, only_if=ours, on_conflict=NumberTaken())


def free(port: PortIn) -> TransactItem:
    """The phone number is claimed no more."""
    ours = absent() | Attr("port_id").eq(port.port_id)
    return delete(line_key(port.phone_number), only_if=ours, on_conflict=Stale())


def become(port: PortIn, number_id: str) -> TransactItem:
    """What the transfer claimed is a number now."""
    line = line_key(port.phone_number) | {"number_id": number_id}
    return put(line, only_if=absent() | Attr("port_id").eq(port.port_id), on_conflict=Stale())


def of_holder(table: Table, holder: str, status: str | None, limit: int, cursor: str | None) -> ItemPage:
    """A page of the transfers of a team or a person, newest first."""
    only = Attr("status").eq(status) if status else None
    return table.query(f"PORTS#{holder}", index="gsi1", limit=limit, cursor=cursor, only=only, newest_first=True)


def held_by(table: Table, holder: str) -> Iterable[PortIn]:
    """Every transfer of a team or a person, as it is now and not as the index has it."""
    for item in table.query_all(f"PORTS#{holder}", index="gsi1"):
        port = find(table, loaded(item).port_id)
        if port and port.holder == holder:
            yield port


def _item(port: PortIn, version: int) -> Item:
    said: dict[str, Any] = _form().dump_python(port, mode="json") | {"version": version}
    order = f"{clock.to_text(port.created_at)}#{port.port_id}"
    return key(port.port_id) | {
        "port": said, "status": port.status, "version": version, "gsi1pk": f"PORTS#{port.holder}", "gsi1sk": order,
    }  # fmt: skip


@cache
def _form() -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 (built once, by the first who needs it)

    return TypeAdapter(PortIn)
