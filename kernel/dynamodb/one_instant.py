"""Reads several items of a table as they were at one instant: no write is between them."""

import random
from collections.abc import Iterable

from botocore.exceptions import ClientError

from kernel.dynamodb.table import TRIES, Table, raise_unless_transient
from kernel.dynamodb.transact_items import Item, decode, encode
from kernel.problems import Unavailable


def get_together(table: Table, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item]:
    """Return the items found under up to 100 keys as they were at one instant, by key.

    Raise Unavailable while writers keep changing one of them.
    """
    wanted = [{"Get": {"TableName": table.name, "Key": encode({"pk": pk, "sk": sk})}} for pk, sk in keys]
    for attempt in range(TRIES):
        try:
            answer = table.client.transact_get_items(TransactItems=wanted)
            found = [decode(one["Item"]) for one in answer["Responses"] if one.get("Item")]
            return {(item["pk"], item["sk"]): item for item in found}
        except ClientError as error:
            raise_unless_transient(error, ())
            table.pause(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (spreads retries, no secret)
    raise Unavailable("These items are busy. Please try again.", retry_after=1)
