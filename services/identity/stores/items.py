"""How things of the model lie in items: times as text, tuples as lists, what is None not at all."""

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from kernel import clock
from kernel.dynamodb.transact_items import Item

T = TypeVar("T")

_TIMES = ("_at", "_since")


def dump(thing: Any) -> Item:
    """The attributes of a thing of the model."""
    return {field.name: _written(getattr(thing, field.name)) for field in fields(thing)}


def load(kind: type[T], item: Item) -> T:
    """The thing of the model that lies in an item."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _read(name, value) for name, value in item.items() if name in known})


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.to_text(value)
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if name.endswith(_TIMES):
        return clock.from_text(value)
    return tuple(value) if isinstance(value, list) else value
