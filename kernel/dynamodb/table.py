"""A service's DynamoDB table: one transaction for each change and its events; reads by key and by page."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from kernel import aws
from kernel.dynamodb import cursors
from kernel.dynamodb.conditions import Condition, Expressions, Key
from kernel.dynamodb.transact_items import Item, TransactItem, decode, encode
from kernel.problems import Unavailable

MAX_ENTRIES = 100
_TRIES = 8
_TRANSIENT = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


@dataclass(frozen=True)
class ItemPage:
    """Some items of a list in its stable order, and the cursor of the next page."""

    items: list[Item]
    next_cursor: str | None


class Table:
    """The one table of a service."""

    def __init__(self, name: str, client: Any = None, *, pause: Callable[[float], None] = time.sleep) -> None:
        self.name = name
        self._given = client
        self._pause = pause

    @property
    def client(self) -> Any:
        """The DynamoDB client, built on first use."""
        return self._given or aws.client("dynamodb")

    def commit(self, entries: Sequence[TransactItem]) -> None:
        """Write all the items in one transaction, or none.

        Raise the refusal of the first item whose condition failed, and Unavailable while other writers keep changing
        the same items or the table is throttled.
        """
        if len(entries) > MAX_ENTRIES:
            raise ValueError(f"{len(entries)} entries do not fit into one transaction")
        request = [entry.request(self.name) for entry in entries]
        for attempt in range(_TRIES):
            try:
                self.client.transact_write_items(TransactItems=request)
                return
            except ClientError as error:
                _raise_unless_transient(error, entries)
                self._pause(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (spreads retries, no secret)
        raise Unavailable("Too many changes at the same time. Please try again.", retry_after=1)

    def get(self, pk: str, sk: str) -> Item | None:
        """Return the item under this key, read consistently, or None."""
        answer = self.client.get_item(TableName=self.name, Key=encode({"pk": pk, "sk": sk}), ConsistentRead=True)
        return decode(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item]:
        """Return the items found under up to 100 keys, by key."""
        waiting = [encode({"pk": pk, "sk": sk}) for pk, sk in dict.fromkeys(keys)]
        found: dict[tuple[str, str], Item] = {}
        for attempt in range(_TRIES):
            if not waiting:
                return found
            answer = self.client.batch_get_item(RequestItems={self.name: {"Keys": waiting, "ConsistentRead": True}})
            for item in map(decode, answer["Responses"].get(self.name, [])):
                found[item["pk"], item["sk"]] = item
            waiting = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            if waiting:
                self._pause(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (spreads retries, no secret)
        raise Unavailable("The table is busy. Please try again.", retry_after=1)

    def query(
        self,
        pk: str,
        *,
        begins: str | None = None,
        between: tuple[str, str] | None = None,
        up_to: str | None = None,
        index: str | None = None,
        limit: int = 25,
        cursor: str | None = None,
        newest_first: bool = False,
        only: Condition | None = None,
    ) -> ItemPage:
        """Return one page of the items under a partition key of the table or an index, in sort-key order.

        At most `limit` items are read; `only` then hides some of those. Raise InvalidCursor for a cursor of another
        list.
        """
        pk_name, sk_name = (f"{index}pk", f"{index}sk") if index else ("pk", "sk")
        condition: Condition = Key(pk_name).eq(pk)
        if begins is not None:
            condition &= Key(sk_name).begins_with(begins)
        elif between is not None:
            condition &= Key(sk_name).between(*between)
        elif up_to is not None:
            condition &= Key(sk_name).lte(up_to)
        params: dict[str, Any] = {
            "TableName": self.name,
            "Limit": limit,
            "ScanIndexForward": not newest_first,
        }
        params |= _expressions(condition, only)
        params |= {"IndexName": index} if index else {"ConsistentRead": True}
        if cursor:
            start = cursors.decode_cursor(cursor, pk_name, pk)
            cursors.refuse_outside(start[sk_name], begins, between, up_to)
            params["ExclusiveStartKey"] = encode(start)
        answer = self.client.query(**params)
        last = answer.get("LastEvaluatedKey")
        return ItemPage(
            items=[decode(item) for item in answer["Items"]],
            next_cursor=cursors.encode_cursor(decode(last)) if last else None,
        )

    def query_all(self, pk: str, **how: Any) -> list[Item]:
        """Return all items under a partition key; only for lists that a rule keeps short."""
        page = self.query(pk, limit=100, **how)
        items = page.items
        while page.next_cursor:
            page = self.query(pk, limit=100, cursor=page.next_cursor, **how)
            items += page.items
        return items


def _raise_unless_transient(error: ClientError, entries: Sequence[TransactItem]) -> None:
    code = error.response["Error"]["Code"]
    reasons = error.response.get("CancellationReasons") or []
    for entry, reason in zip(entries, reasons, strict=False):
        if reason.get("Code") == "ConditionalCheckFailed":
            raise entry.refused(decode(reason.get("Item") or {})) from error
    if code == "TransactionCanceledException" and any(reason.get("Code") in _TRANSIENT for reason in reasons):
        return
    if code in {
        "TransactionInProgressException",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
    }:
        return
    raise error


def _expressions(key: Condition, only: Condition | None) -> dict[str, Any]:
    built = Expressions()
    params: dict[str, Any] = {"KeyConditionExpression": built.add(key)}
    if only is not None:
        params["FilterExpression"] = built.add(only)
    return params | {"ExpressionAttributeNames": built.names, "ExpressionAttributeValues": encode(built.values)}
