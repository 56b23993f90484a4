"""Does what the operator asks for about calls, and the carrier; docs/deploying.md says how it is asked."""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.actions import Actions
from services.numbers import wiring
from services.numbers.http import operation_bodies as bodies

operations = Actions("numbers", wiring.table)
handler = operations.handler


@operations.action(bodies.ClosedCall)
def close_call(work: UnitOfWork, body: bodies.ClosedCall) -> dict[str, Any]:
    """Close a call whose end the carrier never explained."""
    from services.numbers.use_cases.calls import close_call as closing

    return closing.close_call(work, call_id=body.call_id, seconds=body.seconds, by=body.actor)


@operations.action(bodies.OpenedCarrier)
def open_carrier(work: UnitOfWork, body: bodies.OpenedCarrier) -> dict[str, Any]:
    """Have the carrier asked again at once, once a fault of our account is mended."""
    from services.numbers.domain.account_faults import Area
    from services.numbers.use_cases.carrier_pauses import report_pauses as pauses

    return pauses.open_carrier(work, area=Area(body.area), holder=body.holder)
