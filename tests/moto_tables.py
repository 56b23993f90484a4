"""What lies in moto's tables, seen and put there without asking moto: its answers take longer than our own code."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.model_instances import model_data
from moto.dynamodb.models import DynamoDBBackend, Table, dynamodb_backends
from moto.dynamodb.models.dynamo_type import Item

from contracts.event import Envelope
from kernel.bus.relay import events_of
from kernel.dynamodb.transact_items import TransactItem, decode
from tests.moto_copies import copy_items

Kept = dict[str, Any]
_EVENTS = {"packed", "envelope"}


def moto_table(name: str) -> Table:
    """The table as moto has it."""
    return _backend().tables[name]


def items_in(name: str, kind: str = "") -> list[dict[str, Any]]:
    """Every item whose sort key begins so, as a scan would give them."""
    found = (item for item in moto_table(name).all_items() if item.range_key.value.startswith(kind))
    return [decode(item.to_json()["Attributes"]) for item in found]


def events_in(name: str, but: Set[str] = frozenset()) -> list[Envelope]:
    """Every event in the outbox, but those of these ids, in the order of their ids."""
    written = {key.value.removeprefix("EVENT#"): under for key, under in moto_table(name).items.items()}
    found = (item.attrs for event_id, under in written.items() if event_id not in but for item in under.values())
    texts = [text for attrs in found for text in _events_of(attrs)]
    envelopes = (it for it in map(Envelope.model_validate_json, texts) if it.id not in but)
    return sorted(envelopes, key=lambda envelope: envelope.id)


def _events_of(attrs: Mapping[str, Any]) -> list[str]:
    return events_of({name: {of.type: of.value} for name, of in attrs.items()}) if attrs.keys() & _EVENTS else []


def kept(name: str) -> Kept:
    """All that lies in the table, to be put back."""
    return copy_items(moto_table(name).items)


def put_back(name: str, items: Kept) -> None:
    """Have the table as it was kept."""
    moto_table(name).items = copy_items(items)


def items_to_change(name: str) -> Iterator[Item]:
    """Yield every item of the table, to be changed in place: what is kept shares no item with it."""
    for under in moto_table(name).items.values():
        for key in under:
            under[key] = copy.deepcopy(under[key])
            yield under[key]


def plant(name: str, entries: Iterable[TransactItem]) -> None:
    """Put items there without a transaction: moto copies the whole table for each entry of one."""
    for entry in entries:
        moto_table(name).put_item(entry.params["Item"])


def empty(name: str) -> None:
    """Leave nothing in the table: moto lists its partitions for each transaction."""
    moto_table(name).items.clear()


def add_table(like: str, name: str) -> None:
    """Create an empty table with the keys and indexes of another: moto's own way ends with a long description."""
    table = copy.copy(moto_table(like))
    table.name, table.table_arn, table.items = name, table.table_arn.replace(like, name), defaultdict(dict)
    _backend().tables[name] = table


def drop_table(name: str) -> None:
    """Delete a table."""
    del _backend().tables[name]


def _backend() -> DynamoDBBackend:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]


def forget_instances() -> None:
    """Have moto forget every object that it ever made for DynamoDB: it lists them all, and its list only grows."""
    for model in model_data["dynamodb"].values():
        model.instances_tracked.clear()  # type: ignore[attr-defined]
