"""A service's DynamoDB table: one transaction a change, with its events; reads by key and by page."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from kernel import aws, cursors
from kernel.conditions import Condition, Expressions, Key
from kernel.entries import Entry, Item, decode, encode
from kernel.problems import Unavailable

MAX_ENTRIES = 100
_TRIES = 8
_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


@dataclass(frozen=True)
class Page:
    """Some items of a list in its stable order, and where the next page starts."""

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

    def commit(self, entries: Sequence[Entry]) -> None:
        """Write all the entries in one transaction, or none.

        Raises the refusal of the first entry whose condition failed, and Unavailable when others kept
        writing the same items or the table is throttled.
        """
        if len(entries) > MAX_ENTRIES:
            raise ValueError(f"{len(entries)} entries do not fit into one transaction")
        request = [{entry.kind: entry.params | {"TableName": self.name}} for entry in entries]
        for attempt in range(_TRIES):
            try:
                self.client.transact_write_items(TransactItems=request)
                return
            except ClientError as error:
                _raise_unless_passing(error, entries)
                self._pause(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (spreads retries, no secret)
        raise Unavailable("Many changes to the same thing at once. Please try again.", retry_after=1)

    def get(self, pk: str, sk: str) -> Item | None:
        """The item under this key as it is now, or None."""
        answer = self.client.get_item(TableName=self.name, Key=encode({"pk": pk, "sk": sk}), ConsistentRead=True)
        return decode(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item]:
        """The items under up to 100 keys that are there, by key."""
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
    ) -> Page:
        """One page of the items under a partition key, of the table or of an index, in sort-key order.

        At most `limit` items are read; `only` then hides some of those. Raises InvalidCursor for a
        cursor of another list.
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
        return Page(
            items=[decode(item) for item in answer["Items"]],
            next_cursor=cursors.encode_cursor(decode(last)) if last else None,
        )

    def query_all(self, pk: str, **how: Any) -> list[Item]:
        """All items under a partition key; only for lists that stay short by a rule."""
        page = self.query(pk, limit=100, **how)
        items = page.items
        while page.next_cursor:
            page = self.query(pk, limit=100, cursor=page.next_cursor, **how)
            items += page.items
        return items


def _raise_unless_passing(error: ClientError, entries: Sequence[Entry]) -> None:
    code = error.response["Error"]["Code"]
    reasons = error.response.get("CancellationReasons") or []
    for entry, reason in zip(entries, reasons, strict=False):
        if reason.get("Code") == "ConditionalCheckFailed":
            raise entry.refused(decode(reason.get("Item") or {})) from error
    if code == "TransactionCanceledException" and any(reason.get("Code") in _PASSING for reason in reasons):
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
