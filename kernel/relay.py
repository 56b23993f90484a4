"""The outbox relay: takes events from the table's stream and puts them on the bus, in batches."""

from collections.abc import Iterator
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from contracts.event import Envelope
from kernel import aws
from kernel.log import log
from kernel.settings import setting

MAX_ENTRIES = 10
MAX_BYTES = 250_000

_deserialize = TypeDeserializer().deserialize


class EventsRefusedError(RuntimeError):
    """The bus refused some events; the stream must bring the whole batch again."""


def handler(event: dict[str, Any], context: object) -> None:
    """Publish the outbox events of one stream batch, in order.

    Raises EventsRefusedError if the bus refused any: then the batch comes again, and what was
    published already is published twice, which consumers are made for.
    """
    envelopes = [_envelope(record) for record in event["Records"] if record["eventName"] == "INSERT"]
    refused = [failure for batch in _batches(envelopes) for failure in _publish(batch)]
    log().info("relayed", extra={"events": [envelope.id for envelope in envelopes], "refused": refused})
    if refused:
        raise EventsRefusedError(f"the bus refused {len(refused)} of {len(envelopes)} events")


def _envelope(record: dict[str, Any]) -> Envelope:
    image = record["dynamodb"]["NewImage"]
    return Envelope.model_validate_json(_deserialize(image["envelope"]))


def _publish(batch: list[Envelope]) -> list[dict[str, str]]:
    entries = [_entry(envelope) for envelope in batch]
    answer = aws.client("events").put_events(Entries=entries)
    return [
        {"id": envelope.id, "type": envelope.type, "error": result["ErrorCode"]}
        for envelope, result in zip(batch, answer["Entries"], strict=True)
        if "ErrorCode" in result
    ]


def _entry(envelope: Envelope) -> dict[str, Any]:
    return {
        "EventBusName": setting("BUS_NAME"),
        "Source": f"teamline.{envelope.source}",
        "DetailType": envelope.type,
        "Time": envelope.time,
        "Detail": envelope.model_dump_json(),
    }


def _batches(envelopes: list[Envelope]) -> Iterator[list[Envelope]]:
    """Runs of events that fit one call: at most ten, and 256 KB together."""
    batch: list[Envelope] = []
    size = 0
    for envelope in envelopes:
        weight = len(envelope.model_dump_json()) + 200
        if batch and (len(batch) == MAX_ENTRIES or size + weight > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(envelope)
        size += weight
    if batch:
        yield batch
