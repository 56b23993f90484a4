"""The door to the table's stream for the data lake: what the carrier charged for each leg becomes a row (E5)."""

from collections.abc import Iterator
from typing import Any

from kernel import lake
from kernel.log import log, start_invocation

_MICROS = 1_000_000


def handler(event: dict[str, Any], context: object) -> None:
    """Deliver the costs in a batch of calls. Raise RowsRefusedError, so that the stream delivers the batch again.

    A call changes after its cost is known, and its costs are delivered again then.
    """
    start_invocation(context)
    rows = lake.deliver(row for item in lake.images(event) for row in costs_of(item))
    log().info("lake.rows.delivered", extra={"rows": rows})


def costs_of(item: dict[str, Any]) -> Iterator[lake.Row]:
    """Yield a row for each leg of a call whose cost is known, in micro-dollars. It says neither who called nor whom."""
    from decimal import Decimal

    from services.numbers.stores import calls

    call = calls.loaded(item)
    for leg in call.legs:
        if leg.cost:
            yield {
                "leg_id": leg.leg_id,
                "record_id": call.call_id,
                "team_id": call.team_id,
                "number_id": call.number_id,
                "cost": round(Decimal(leg.cost) * _MICROS),
                "started_at": lake.at(call.started_at),
            }
