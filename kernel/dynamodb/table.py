"""A service's DynamoDB table: one transaction for each change and its events; reads by key and by page."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from kernel import aws
from kernel.dynamodb import cursors
from kernel.dynamodb.conditions import Condition, Expressions, Key
from kernel.dynamodb.transact_items import Item, TransactItem, decode, encode
from kernel.problems import Busy, Unavailable

MAX_ENTRIES = 100
MOST_READ = 10_000  # items that one page of a filtered list may read
TRIES = 8
_GROWTH = 4  # of a filtered list's reads, so that few calls suffice where few items match
_CANCELED = "TransactionCanceledException"
_TRANSIENT = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


Keep = Callable[[list[Item]], list[Item]]  # returns those items of a list to show, with all of their attributes


@dataclass(frozen=True)
class ItemPage:
    """Some items of a list in its stable order, and the cursor of the next page.

    A page is full unless it is the last one, or the list is filtered and the read's bound was reached.
    """

    items: list[Item]
    next_cursor: str | None


class Table:
    """The one table of a service."""

    def __init__(
        self,
        name: str,
        client: Any = None,
        *,
        pause: Callable[[float], None] = time.sleep,
        most_read: int = MOST_READ,
    ) -> None:
        self.name = name
        self._given = client
        self.pause = pause
        self._most_read = most_read

    @property
    def client(self) -> Any:
        """The DynamoDB client, built on first use."""
        return self._given or aws.client("dynamodb")

    def commit(self, entries: Sequence[TransactItem]) -> None:
        """Write all the items in one transaction, or none.

        Raise the refusal of the first item whose condition failed, with a note of all that did, and Busy while
        other writers keep changing the same items or the table is throttled. A try whose end is unknown is sent again
        under the same token, so that DynamoDB answers for it instead of holding it against itself; only what was
        canceled gets a new one.
        """
        if len(entries) > MAX_ENTRIES:
            raise ValueError(f"{len(entries)} entries do not fit into one transaction")
        request, token = [entry.request(self.name) for entry in entries], uuid4().hex
        busy: frozenset[tuple[str, str]] = frozenset()
        for attempt in range(TRIES):
            try:
                self.client.transact_write_items(TransactItems=request, ClientRequestToken=token)
                return
            except ClientError as error:
                raise_unless_transient(error, entries)
                busy = _busy(error, entries)
                token = uuid4().hex if error.response["Error"]["Code"] == _CANCELED else token
                self.pause(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (spreads retries, no secret)
        raise Busy(busy)

    def get(self, pk: str, sk: str) -> Item | None:
        """Return the item under this key, read consistently, or None."""
        answer = self.client.get_item(TableName=self.name, Key=encode({"pk": pk, "sk": sk}), ConsistentRead=True)
        return decode(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item]:
        """Return the items found under these keys, by key: one call for each 100."""
        wanted = [encode({"pk": pk, "sk": sk}) for pk, sk in dict.fromkeys(keys)]
        found: dict[tuple[str, str], Item] = {}
        for start in range(0, len(wanted), MAX_ENTRIES):
            found |= self._get_batch(wanted[start : start + MAX_ENTRIES])
        return found

    def _get_batch(self, waiting: list[Item]) -> dict[tuple[str, str], Item]:
        found: dict[tuple[str, str], Item] = {}
        for attempt in range(TRIES):
            if not waiting:
                return found
            answer = self.client.batch_get_item(RequestItems={self.name: {"Keys": waiting, "ConsistentRead": True}})
            for item in map(decode, answer["Responses"].get(self.name, [])):
                found[item["pk"], item["sk"]] = item
            waiting = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            if waiting:
                self.pause(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (spreads retries, no secret)
        raise Unavailable("The table is busy. Please try again.", retry_after=1)

    def count(self, pk: str, sk: str, *, ttl: int) -> int:
        """Count one more under this key, and return how many there are: in one call, which no other writer refuses."""
        answer = self.client.update_item(
            TableName=self.name,
            Key=encode({"pk": pk, "sk": sk}),
            UpdateExpression="SET #ttl = :ttl ADD used :one",
            ExpressionAttributeNames={"#ttl": "ttl"},
            ExpressionAttributeValues=encode({":ttl": ttl, ":one": 1}),
            ReturnValues="UPDATED_NEW",
        )
        return int(decode(answer["Attributes"])["used"])

    def get_each(self, keys: Iterable[Mapping[str, str]]) -> list[Item | None]:
        """Return the items under up to 100 keys, in their order; None for each that is not there."""
        places = [(key["pk"], key["sk"]) for key in keys]
        found = self.get_many(places)
        return [found.get(place) for place in places]

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
        keep: Keep | None = None,
    ) -> ItemPage:
        """Return one page of the items under a partition key of the table or an index, in sort-key order.

        A list that is filtered, by `only` in the table or by `keep` after reading, is read on until the page is full
        or the list ends (E4). Beyond `MOST_READ` items it stops: only then is a page with a cursor short, or even
        empty. Raise InvalidCursor for a cursor of another list.
        """
        names = (f"{index}pk", f"{index}sk") if index else ("pk", "sk")
        condition: Condition = Key(names[0]).eq(pk)
        if begins is not None:
            condition &= Key(names[1]).begins_with(begins)
        elif between is not None:
            condition &= Key(names[1]).between(*between)
        elif up_to is not None:
            condition &= Key(names[1]).lte(up_to)
        params: dict[str, Any] = {"TableName": self.name, "ScanIndexForward": not newest_first}
        params |= _expressions(condition, only)
        params |= {"IndexName": index} if index else {"ConsistentRead": True}
        if cursor:
            start = cursors.decode_cursor(cursor, names[0], pk)
            cursors.refuse_outside(start[names[1]], begins, between, up_to)
            params["ExclusiveStartKey"] = encode(start)
        return self._fill_page(params, ("pk", "sk", *names), limit, keep or list, only is not None or keep is not None)

    def _fill_page(
        self, params: dict[str, Any], key: tuple[str, ...], limit: int, keep: Keep, is_filtered: bool
    ) -> ItemPage:
        """Read until there is one item more than the page holds, which says that a next page has items."""
        found: list[Item] = []
        size, left = limit + 1, self._most_read
        while True:
            answer = self.client.query(**params, Limit=size)
            found += keep([decode(item) for item in answer["Items"]])
            left -= answer["ScannedCount"]
            last = answer.get("LastEvaluatedKey")
            if len(found) > limit:
                end = {name: found[limit - 1][name] for name in key}
                return ItemPage(found[:limit], cursors.encode_cursor(end))
            if last is None:
                return ItemPage(found, None)
            if is_filtered and left <= 0:
                return ItemPage(found, cursors.encode_cursor(decode(last)))
            params["ExclusiveStartKey"] = last
            size = min(size * _GROWTH, left) if is_filtered else limit + 1 - len(found)

    def query_pages(self, pk: str, *, size: int = 100, **how: Any) -> Iterator[list[Item]]:
        """Yield all items under a partition key, some at a time: a page is read when it is asked for."""
        cursor: str | None = None
        while True:
            page = self.query(pk, limit=size, cursor=cursor, **how)
            if page.items:
                yield page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def query_all(self, pk: str, **how: Any) -> list[Item]:
        """Return all items under a partition key; only for lists that a rule keeps short."""
        return [item for items in self.query_pages(pk, **how) for item in items]


def raise_unless_transient(error: ClientError, entries: Sequence[TransactItem]) -> None:
    """Raise what a failed transaction means, unless it may succeed when it is sent again."""
    code = error.response["Error"]["Code"]
    reasons = error.response.get("CancellationReasons") or []
    failed = [it for it in zip(entries, reasons, strict=False) if it[1].get("Code") == "ConditionalCheckFailed"]
    for entry, reason in failed:
        refusal = entry.refused(decode(reason.get("Item") or {}))
        refusal.add_note(f"refused: {', '.join(' '.join(it.key) for it, _ in failed)}")
        raise refusal from error
    if code == _CANCELED and any(reason.get("Code") in _TRANSIENT for reason in reasons):
        return
    if code in {
        "TransactionInProgressException",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
    }:
        return
    raise error


def _busy(error: ClientError, entries: Sequence[TransactItem]) -> frozenset[tuple[str, str]]:
    reasons = error.response.get("CancellationReasons") or []
    return frozenset(
        entry.key for entry, reason in zip(entries, reasons, strict=False) if reason.get("Code") in _TRANSIENT
    )


def _expressions(key: Condition, only: Condition | None) -> dict[str, Any]:
    built = Expressions()
    params: dict[str, Any] = {"KeyConditionExpression": built.add(key)}
    if only is not None:
        params["FilterExpression"] = built.add(only)
    return params | {"ExpressionAttributeNames": built.names, "ExpressionAttributeValues": encode(built.values)}
