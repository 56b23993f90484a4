"""The write units of each partition key of a table, counted as its transactions are made."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.cloud import Cloud
from bench.units import size_of

_WRITE = 1024


@dataclass
class KeyWrites:
    """The units that were written under each partition key: twice the size of each item after it, in KB."""

    opened: Cloud
    units: Counter[str] = field(default_factory=Counter)

    @classmethod
    @contextmanager
    def counted(cls, client: Any, opened: Cloud) -> "Iterator[KeyWrites]":
        """Count what this client writes while the block runs."""
        writes = cls(opened)

        def remember(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
            context["written"] = params["TransactItems"]

        def note(parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
            if "Error" not in parsed:
                writes.add(context["written"])

        client.meta.events.register("before-parameter-build.dynamodb.TransactWriteItems", remember)
        client.meta.events.register("after-call.dynamodb.TransactWriteItems", note)
        try:
            yield writes
        finally:
            client.meta.events.unregister("before-parameter-build.dynamodb.TransactWriteItems", remember)
            client.meta.events.unregister("after-call.dynamodb.TransactWriteItems", note)

    def add(self, entries: list[Mapping[str, Any]]) -> None:
        """Count the items of a transaction that was made."""
        for entry in entries:
            ((kind, params),) = entry.items()
            key = params["Item"] if kind == "Put" else params["Key"]
            item = params["Item"] if kind == "Put" else self.opened.item(key["pk"]["S"], key["sk"]["S"])
            self.units[key["pk"]["S"]] += 2 * max(1, math.ceil(size_of(item) / _WRITE))
