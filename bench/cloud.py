"""The emulator's DynamoDB in this process, under the real client: no socket, and 1,000 transactions a second.

Ministack's own handler responds, as it does behind `make up`, but without HTTP. The outbox events that a service
writes are collected as from its stream. Requests for secrets and mails are answered here, and mails counted.
"""

import importlib
import json
import os
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from contracts.event import Envelope
from kernel import aws, clock
from kernel.bus.relay import events_of
from tests.conftest import AWS_ENVIRONMENT, create_table

_ENDPOINT = "http://emulator.invalid"  # nothing is ever sent there


class Cloud:
    """The table, secret and mails of one service."""

    def __init__(self, table: str, secrets: dict[str, str]) -> None:
        self.outbox: deque[Envelope] = deque()
        self.mails: Counter[str] = Counter()
        self.transactions = self.reads = 0
        self._table, self._secrets = table, secrets
        self._emulated = importlib.import_module("ministack.services.dynamodb")

    def open(self) -> None:
        """Create the table and register the handlers at the clients."""
        for service, answer in {"dynamodb": self._stored, "secretsmanager": self._told, "sesv2": self._mailed}.items():
            aws.client(service).meta.events.register_last(f"before-call.{service}", answer)
        create_table(aws.client("dynamodb"), self._table)

    def close(self) -> None:
        """Remove the handlers and delete all state."""
        aws.client("dynamodb").delete_table(TableName=self._table)

    def forget_expired(self, now: datetime) -> int:
        """Delete the items whose time to live has passed, as DynamoDB does within days."""
        table = self._emulated._tables.get(self._table)
        keys = ((pk, sk) for pk, under in table["items"].items() for sk, item in under.items() if _is_over(item, now))
        gone = list(keys)
        for pk, sk in gone:
            self._emulated._remove_item(table, pk, sk)
        self._emulated._stream_records.clear()
        self._emulated._txn_idempotency.clear()
        return len(gone)

    def items(self, kind: str) -> Iterator[dict[str, Any]]:
        """Return every stored item whose sort key begins with `kind`."""
        for under in self._emulated._tables.get(self._table)["items"].values():
            yield from (item for sk, item in under.items() if sk.startswith(kind))

    def item(self, pk: str, sk: str) -> dict[str, Any]:
        """Return a stored item without a counted call."""
        found: dict[str, Any] = self._emulated._tables.get(self._table)["items"][pk][sk]
        return found

    def _stored(self, model: Any, params: dict[str, Any], **_: Any) -> tuple[SimpleNamespace, dict[str, Any]]:
        target = f"DynamoDB_20120810.{model.name}"
        asking = self._emulated.handle_request("POST", "/", {"x-amz-target": target}, params["body"], {})
        status, _, answer = _now(asking)
        if model.name == "TransactWriteItems":
            self.transactions += 1
            if status == 200:
                self._stream(json.loads(params["body"]))
        else:
            self.reads += 1
        return _answered(json.loads(answer), status)

    def _stream(self, written: dict[str, Any]) -> None:
        for entry in written["TransactItems"]:
            item = entry.get("Put", {}).get("Item", {})
            if "envelope" in item or "packed" in item:
                self.outbox += map(Envelope.model_validate_json, events_of(item))

    def _told(self, **_: Any) -> tuple[SimpleNamespace, dict[str, Any]]:
        return _answered({"SecretString": json.dumps(self._secrets)})

    def _mailed(self, params: dict[str, Any], **_: Any) -> tuple[SimpleNamespace, dict[str, Any]]:
        self.mails[json.loads(params["body"])["Content"]["Simple"]["Subject"]["Data"]] += 1
        return _answered({"MessageId": "m"})


@contextmanager
def cloud(table: str, secrets: dict[str, str], surroundings: dict[str, str]) -> Iterator[Cloud]:
    """Open the cloud of one service, with `surroundings` as environment variables of its functions."""
    before = dict(os.environ)
    own = {"TABLE_NAME": table, "AWS_ENDPOINT_URL": _ENDPOINT, "POWERTOOLS_METRICS_DISABLED": "true"}
    os.environ.update(AWS_ENVIRONMENT | surroundings | own)
    aws.client.cache_clear()
    aws._session.cache_clear()
    opened = Cloud(table, secrets)
    try:
        opened.open()
        yield opened
        opened.close()
    finally:
        os.environ.clear()
        os.environ.update(before)
        aws.client.cache_clear()
        aws._session.cache_clear()


def _is_over(item: dict[str, Any], now: datetime) -> bool:
    return "ttl" in item and int(item["ttl"]["N"]) < clock.to_epoch(now)


def _now(coroutine: Any) -> Any:
    """Return the result of a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("the emulator waits for something")


def _answered(said: dict[str, Any], status: int = 200) -> tuple[SimpleNamespace, dict[str, Any]]:
    """Return botocore's form of a response of this protocol."""
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0}
    error = (
        {"Error": {"Code": said["__type"].rpartition("#")[2], "Message": said.get("message", "")}}
        if status >= 300
        else {}
    )
    return SimpleNamespace(status_code=status), said | error | {"ResponseMetadata": metadata}
