"""Has moto keep what a transaction may have to undo without copying the table: half of all time went into that.

For each entry of a transaction moto copies the whole table in depth, to put it back if the transaction is refused. Here
the copy shares the items, and an item is copied before it is updated in place: nothing else changes one in place.
"""

import copy
from collections import defaultdict
from typing import Any

from moto.dynamodb.models import DynamoDBBackend, Table

_update_item = DynamoDBBackend.update_item


def share_items() -> None:
    """Have copies of moto's tables share their items, and updates leave the items of copies alone."""
    Table.__deepcopy__ = _copy_table  # type: ignore[attr-defined]
    DynamoDBBackend.update_item = _update_a_copy  # type: ignore[method-assign]


def _copy_table(table: Table, memo: dict[int, Any]) -> Table:
    copied = copy.copy(table)
    copied.items = copy_items(table.items)
    return copied


def copy_items(items: dict[Any, Any]) -> dict[Any, Any]:
    """Return the items of a table, by partition and sort key, for another table to share."""
    return defaultdict(dict, {key: dict(under) for key, under in items.items()})


def _update_a_copy(
    backend: DynamoDBBackend, table_name: str, key: dict[str, dict[str, Any]], *rest: Any, **named: Any
) -> Any:
    table = backend.get_table(table_name)
    partition, range_key = backend.get_keys_value(table, key)
    items: dict[Any, Any] = table.items.get(partition, {})
    if range_key in items:
        items[range_key] = copy.deepcopy(items[range_key])
    return _update_item(backend, table_name, key, *rest, **named)
