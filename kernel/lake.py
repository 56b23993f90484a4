"""Delivers rows to the data lake through Firehose, and loses none: what it refuses is sent again, or raised (E5)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from kernel import aws, clock
from kernel.runs import runs
from kernel.settings import setting

Row = Mapping[str, str | int | None]
MOST_ROWS, MOST_BYTES = 500, 4_000_000  # of one request to Firehose
_TRIES = 3


class RowsRefusedError(RuntimeError):
    """Firehose refused some rows; the stream must deliver the whole batch again."""


def images(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the items of a batch of a table's stream as they are after each change, without those that were deleted."""
    from kernel.dynamodb.transact_items import decode

    return (decode(it["dynamodb"]["NewImage"]) for it in event["Records"] if "NewImage" in it["dynamodb"])


def deliver(rows: Iterable[Row]) -> int:
    """Send the rows, as lines of JSON, and return how many.

    Raise RowsRefusedError if some are refused after three tries. What was accepted before is sent again then: a row
    may be in the lake several times, and its queries count each once by its id.
    """
    lines = [(json.dumps(dict(row), separators=(",", ":")) + "\n").encode() for row in rows]
    for batch in runs(lines, len, most=MOST_ROWS, most_bytes=MOST_BYTES):
        _put(batch)
    return len(lines)


def at(instant: datetime) -> str:
    """Return an instant as a column of the type timestamp takes it: UTC, with microseconds."""
    return clock.to_text(instant).replace("T", " ").removesuffix("Z")


def _put(lines: list[bytes]) -> None:
    waiting = lines
    for _ in range(_TRIES):
        answer = aws.client("firehose").put_record_batch(
            DeliveryStreamName=setting("DELIVERY_STREAM"), Records=[{"Data": line} for line in waiting]
        )
        results = zip(waiting, answer["RequestResponses"], strict=True)
        waiting = [line for line, result in results if "ErrorCode" in result]
        if not waiting:
            return
    raise RowsRefusedError(f"Firehose refused {len(waiting)} of {len(lines)} rows")
