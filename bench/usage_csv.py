"""The memory of a CSV file of a million calls and texts, which is read page by page (B12).

The records are made up as they are asked for, so that no table has to hold them. A page is read as a browser does: from
the link of the one before. `ROWS` in the environment is how many of the larger file; a million take two to three
minutes of a core.
"""

import base64
import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from bench.money import open_harness
from kernel import aws
from kernel.dynamodb.transact_items import encode
from services.billing import usage as door
from services.billing.domain.ledger import LedgerAccount, Line
from services.billing.domain.usage import UsageKind, UsageRecord
from services.billing.stores import usage_packs
from tests.events import http_event
from tests.services.billing.harness import MEMBER, TEAM

SIZES = (10_000, int(os.environ.get("ROWS", "100000")))
_LIMIT = 1_000  # rows of a page
_FIRST = datetime(2026, 9, 1, tzinfo=UTC)
_OF_A_MINUTE = usage_packs.FULL
_MOST_BYTES = 1_000_000  # of an answer of DynamoDB


@dataclass(frozen=True)
class File:
    """A CSV file: its pages and bytes, its time, and the most memory of the process after its tenth page and its last.

    The bar is for what the rest of the file added to that.
    """

    rows: int
    pages: int
    megabytes: float
    cpu_ms_a_page: float
    resident_mb_at_first: float
    resident_mb_at_last: float
    ratio: float
    bar: float


def measure() -> Iterator[File]:
    """Read a small file and a large one."""
    for size in SIZES:
        with open_harness() as harness, made_up(size), harness.world.inside("billing"):
            yield _measured(size)


def _measured(size: int) -> File:
    rows = pages = length = 0
    at_first, began = 0.0, time.process_time()
    for page in read_pages():
        rows, pages, length = rows + page.count(b"\n"), pages + 1, length + len(page)
        at_first = at_first if pages > 10 else _resident()
    if rows != size + 1:
        raise RuntimeError(f"{rows} lines of {size} records")
    each, at_last = (time.process_time() - began) / pages * 1000, _resident()
    ratio = round(at_last / at_first, 3)
    return File(size, pages, round(length / 1e6, 1), round(each, 1), at_first, at_last, ratio, 1.05)


def read_pages(limit: int = _LIMIT) -> Iterator[bytes]:
    """Yield the pages of the file, one after the other."""
    query: dict[str, str] | None = {"from": f"{_FIRST:%Y-%m-%d}", "to": f"{_FIRST:%Y-%m-30}", "limit": str(limit)}
    while query:
        event = http_event("GET /v1/usage/records", caller=MEMBER, query=query, headers={"accept": "text/csv"})
        answer = door.usage.handler(event, None)
        yield base64.b64decode(answer["body"])
        link = answer["headers"].get("link", "")
        query = dict(parse_qsl(link.partition("?")[2].partition(">")[0]))


@contextmanager
def made_up(size: int) -> Iterator[None]:
    """Have the table answer that a member had so many texts, forty a minute."""
    client, minutes = aws.client("dynamodb"), -(-size // _OF_A_MINUTE)

    def answer(params: dict[str, Any], **_: Any) -> tuple[SimpleNamespace, dict[str, Any]] | None:
        asked = json.loads(params["body"])
        pk, *between = (value["S"] for value in asked["ExpressionAttributeValues"].values())
        if not pk.startswith("USAGE#"):
            return None
        start = asked.get("ExclusiveStartKey", {}).get("sk", {}).get("S")
        if not pk.endswith(f"{_FIRST:%Y-%m}"):
            return SimpleNamespace(status_code=200), _page(range(0), size, 1)
        last = min(_minute_of(between[1]), minutes - 1) if start is None else _minute_of(start) - 1
        return SimpleNamespace(status_code=200), _page(range(last, -1, -1), size, asked["Limit"])

    client.meta.events.register_first("before-call.dynamodb.Query", answer)
    try:
        yield
    finally:
        client.meta.events.unregister("before-call.dynamodb.Query", answer)


def _page(minutes: range, size: int, limit: int) -> dict[str, Any]:
    items = [_pack(minute, size) for minute in minutes[:limit]]
    found: dict[str, Any] = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
    if len(items) < len(minutes):
        found["LastEvaluatedKey"] = {name: items[-1][name] for name in ("pk", "sk")}
    return found | {"ResponseMetadata": {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}}


def _pack(minute: int, size: int) -> dict[str, Any]:
    at = _FIRST + timedelta(minutes=minute)
    of_minute = range(minute * _OF_A_MINUTE, min((minute + 1) * _OF_A_MINUTE, size))
    return encode(usage_packs.pack_key(MEMBER, at) | {f"r:{it}": _stored(it, at) for it in of_minute})


def _stored(number: int, at: datetime) -> list[Any]:
    lines = (Line(LedgerAccount(MEMBER, "own"), -7_500), Line(LedgerAccount("revenue", "texts"), 7_500))
    record = UsageRecord(
        f"msg_{number:026}", MEMBER, TEAM, UsageKind.TEXT, "num_1", "US", "United States", "2026-11", 7_500, at,
        at + timedelta(seconds=1), lines=lines,
    )  # fmt: skip
    return usage_packs._stored(record)


def _minute_of(sk: str) -> int:
    at = datetime.fromisoformat(f"{sk[:16]}:00+00:00")
    return int((at - _FIRST).total_seconds()) // 60


def _resident() -> float:
    """Return the most memory that this process had, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
