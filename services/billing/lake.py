"""The door to the table's stream for the data lake: each usage record becomes a row, once or more often (E5)."""

from collections.abc import Iterator
from typing import Any

from kernel import lake
from kernel.log import log, start_invocation
from services.billing.domain.usage import UsageRecord

_PACK = "USAGE#"


def handler(event: dict[str, Any], context: object) -> None:
    """Deliver the usage records of a batch. Raise RowsRefusedError, so that the stream delivers the batch again.

    An item holds all records of a person's minute: when another one is added, the older ones are delivered again.
    """
    start_invocation(context)
    rows = lake.deliver(map(row_of, _records(event)))
    log().info("lake.rows.delivered", extra={"rows": rows})


def _records(event: dict[str, Any]) -> Iterator[UsageRecord]:
    from services.billing.stores import usage_packs

    for item in lake.images(event):
        if not usage_packs.is_of_late(item["sk"]):  # copies of records that are listed where they were counted
            yield from usage_packs.records_in(item["pk"].split("#")[1], item)


def row_of(record: UsageRecord) -> lake.Row:
    """Return the row of a record, by the columns of `infra/lake.py`. It says neither who called nor whom."""
    return {
        "record_id": record.record_id,
        "account_id": record.account_id,
        "team_id": None if record.holder == record.account_id else record.holder,
        "kind": str(record.kind),
        "number_id": record.number_id,
        "country": record.country,
        "place": record.place,
        "deck": record.deck,
        "amount": record.amount,
        "seconds": record.seconds,
        "units": record.units,
        "at": lake.at(record.at),
        "counted_at": lake.at(record.counted_at),
    }
