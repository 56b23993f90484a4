"""Does what the operator asks for about calls; docs/deploying.md says how it is asked."""

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
