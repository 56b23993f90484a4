"""Does what the operator asks for about money; docs/deploying.md says how it is asked."""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.actions import Actions
from services.billing import wiring
from services.billing.http import operation_bodies as bodies

operations = Actions("billing", wiring.table)
handler = operations.handler


@operations.action(bodies.Grant)
def grant_credits(work: UnitOfWork, body: bodies.Grant) -> dict[str, Any]:
    """Grant credits to a person until a day."""
    from services.billing.use_cases.grants.grant_credits import grant_credits as grant

    return grant(work, account_id=body.account_id, amount=body.amount.micros, last_day=body.expires_on, by=body.actor)
