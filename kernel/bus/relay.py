"""The outbox relay: takes events from the table's stream and puts them on the bus, in batches.

An event is stored as it travels, so the relay reads only what the bus needs. It imports no contract: it is the
function that runs most often and starts fastest.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

from kernel import aws, clock
from kernel.log import log, start_invocation
from kernel.packing import unpack
from kernel.runs import runs
from kernel.settings import setting

MAX_ENTRIES = 10
MAX_BYTES = 250_000
_ENTRY_BYTES = 200  # what an entry weighs besides its detail, at most


class EventsRefusedError(RuntimeError):
    """The bus refused some events; the stream must deliver the whole batch again."""


def handler(event: dict[str, Any], context: object) -> None:
    """Publish the outbox events of one stream batch, in order.

    Raise EventsRefusedError if the bus refused any: the batch is then delivered again, and the events that were
    published already are published twice, which consumers allow for.
    """
    start_invocation(context)
    new = [record["dynamodb"]["NewImage"] for record in event["Records"] if record["eventName"] == "INSERT"]
    entries = [_entry(detail) for image in new for detail in events_of(image)]
    refused = [failure for batch in _batches(entries) for failure in _publish(batch)]
    log().info("relay.batch.published", extra={"events": len(entries), "refused": refused})
    if refused:
        raise EventsRefusedError(f"the bus refused {len(refused)} of {len(entries)} events")


def events_of(image: dict[str, Any]) -> list[str]:
    """Return the events of an item of the outbox, as they travel. Packed ones come as text, as JSON has no bytes."""
    if "packed" not in image:
        return [image["envelope"]["S"]]
    packed = image["packed"]["B"]
    return unpack(base64.b64decode(packed) if isinstance(packed, str) else packed)


def _entry(detail: str) -> dict[str, Any]:
    envelope = json.loads(detail)
    return {
        "EventBusName": setting("BUS_NAME"),
        "Source": f"teamline.{envelope['source']}",
        "DetailType": envelope["type"],
        "Time": clock.from_text(envelope["time"]),
        "Detail": detail,
    }


def _publish(batch: list[dict[str, Any]]) -> list[dict[str, str]]:
    answer = aws.client("events").put_events(Entries=batch)
    return [
        {"id": json.loads(entry["Detail"])["id"], "type": entry["DetailType"], "error": result["ErrorCode"]}
        for entry, result in zip(batch, answer["Entries"], strict=True)
        if "ErrorCode" in result
    ]


def _batches(entries: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Return runs of events that fit one request: at most 10, and 256 KB together."""
    return runs(entries, _weigh, most=MAX_ENTRIES, most_bytes=MAX_BYTES)


def _weigh(entry: dict[str, Any]) -> int:
    return len(entry["Detail"].encode()) + _ENTRY_BYTES
