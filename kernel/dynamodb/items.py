"""Maps the dataclasses of a domain to DynamoDB items and back: the one place that says how each type is stored.

A datetime is stored as text whose order is its order in time, an enum as its value, a tuple or set as a list, a
dataclass as a map, and None not at all.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from kernel import clock
from kernel.dynamodb.transact_items import Item

T = TypeVar("T")


def to_item(record: Any) -> Item:
    """Return the attributes of a dataclass instance, one for each field that is not None."""
    return {
        field.name: _stored(value) for field in fields(record) if (value := getattr(record, field.name)) is not None
    }


def from_item(kind: type[T], item: Mapping[str, Any]) -> T:
    """Return the dataclass instance that `to_item` stored; keys and other attributes of the item are ignored."""
    record: T = build_adapter(cast(Any, kind)).validate_python(item)
    return record


@cache
def build_adapter(kind: Any) -> Any:
    """Build the adapter of a class on first use: 0.5 to 5 ms of CPU, which a cold start should not pay for all."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list, frozenset, set)):
        return [_stored(member) for member in value]
    if isinstance(value, Mapping):
        return {name: _stored(member) for name, member in value.items()}
    return to_item(value) if is_dataclass(value) else value
