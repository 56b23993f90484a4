"""The count of DynamoDB calls and capacity units, made at the botocore layer.

By AWS's documented formula ("DynamoDB read and write units"): a consistent read costs 1 unit for each 4 KB or part of
it, another half of that; a write costs 1 for each KB or part of it, twice that in a transaction; each index that has
the item costs another write.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_READ, _WRITE = 4096, 1024
_INDEXES = ("gsi1pk", "gsi2pk")


@dataclass
class Used:
    """The calls made to DynamoDB and their units."""

    reads: int = 0
    transactions: int = 0
    read_units: float = 0
    write_units: float = 0
    others: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """Return the number of all calls."""
        return self.reads + self.transactions + len(self.others)


@contextmanager
def counting(client: Any) -> Iterator[Used]:
    """Count the calls of this client within the context."""
    used = Used()
    busy = False

    def remember(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["sent"] = params

    def note(model: Any, parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        nonlocal busy
        if busy:
            return
        busy = True
        try:
            _note(used, client, model.name, context["sent"], parsed)
        finally:
            busy = False

    client.meta.events.register("before-parameter-build.dynamodb", remember)
    client.meta.events.register("after-call.dynamodb", note)
    try:
        yield used
    finally:
        client.meta.events.unregister("before-parameter-build.dynamodb", remember)
        client.meta.events.unregister("after-call.dynamodb", note)


def size_of(item: Mapping[str, Any]) -> int:
    """Return the size in bytes of an item in DynamoDB's typed form, names and values."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(typed: Mapping[str, Any]) -> int:
    ((kind, value),) = typed.items()
    if kind == "S":
        return len(value.encode())
    if kind == "N":
        return math.ceil(len(value.lstrip("-").replace(".", "")) / 2) + 1
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value_size(member) for name, member in value.items())
    if kind == "L":
        return 3 + sum(1 + _value_size(member) for member in value)
    if kind in ("SS", "NS"):
        return sum(len(member.encode()) for member in value)
    return len(value) if kind == "B" else 1


def _note(used: Used, client: Any, name: str, sent: dict[str, Any], parsed: dict[str, Any]) -> None:
    if name == "GetItem":
        used.reads += 1
        used.read_units += _read_units(size_of(parsed.get("Item", {})), sent.get("ConsistentRead", False))
    elif name == "Query":
        used.reads += 1
        total = sum(size_of(item) for item in parsed["Items"])
        used.read_units += _read_units(total, sent.get("ConsistentRead", False))
    elif name == "BatchGetItem":
        used.reads += 1
        for items in parsed["Responses"].values():
            used.read_units += sum(_read_units(size_of(item), True) for item in items)
    elif name == "TransactGetItems":
        used.reads += 1
        used.read_units += sum(2 * _read_units(size_of(one.get("Item", {})), True) for one in parsed["Responses"])
    elif name == "TransactWriteItems":
        used.transactions += 1
        used.write_units += sum(_write_units(client, entry) for entry in sent["TransactItems"])
    else:
        used.others.append(name)


def _read_units(size: int, consistent: bool) -> float:
    return max(1, math.ceil(size / _READ)) * (1 if consistent else 0.5)


def _write_units(client: Any, entry: Mapping[str, Any]) -> float:
    ((kind, params),) = entry.items()
    item = params["Item"] if kind == "Put" else _item(client, params)
    once = max(1, math.ceil(size_of(item) / _WRITE))
    if kind == "ConditionCheck":
        return 2 * once
    return 2 * once + sum(once for index in _INDEXES if index in item)


def _item(client: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item after the change; a deleted item is empty and counts as one unit."""
    answer = client.get_item(TableName=params["TableName"], Key=params["Key"], ConsistentRead=True)
    found: dict[str, Any] = answer.get("Item", {})
    return found
