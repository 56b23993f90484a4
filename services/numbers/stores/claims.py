"""Stores which number or port-in has the claim on a phone number, so that no two have the same.

| question | key | index |
|---|---|---|
| which number or submitted port-in claims this phone number | CLAIM#phone / CLAIM | |
| which phone numbers of a shard are claimed (the daily inventory) | CLAIMS#shard / phone | gsi1 |
"""

import zlib
from collections.abc import Iterable

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item

SHARDS = 8


def key(phone_number: str) -> dict[str, str]:
    """Return the key of the claim on a phone number."""
    return {"pk": f"CLAIM#{phone_number}", "sk": "CLAIM"}


def shard_of(phone_number: str) -> int:
    """Return the shard of a phone number."""
    return zlib.crc32(phone_number.encode()) % SHARDS


def of_number(phone_number: str, number_id: str) -> Item:
    """Return the item by which a number claims its phone number."""
    return _item(phone_number) | {"number_id": number_id}


def of_port_in(phone_number: str, port_id: str) -> Item:
    """Return the item by which a port-in claims its phone number."""
    return _item(phone_number) | {"port_id": port_id}


def list_pages(table: Table, shard: int) -> Iterable[list[Item]]:
    """Yield the claims of a shard, some at a time."""
    return table.query_pages(f"CLAIMS#{shard}", index="gsi1")


def _item(phone_number: str) -> Item:
    return key(phone_number) | {"gsi1pk": f"CLAIMS#{shard_of(phone_number)}", "gsi1sk": phone_number}
