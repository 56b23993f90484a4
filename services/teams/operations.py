"""Does what the operator asks for about teams; docs/deploying.md says how it is asked."""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.actions import Actions
from services.teams import wiring
from services.teams.http import operation_bodies as bodies

operations = Actions("teams", wiring.table)
handler = operations.handler


@operations.action(bodies.NamedDeputy)
def name_deputy(work: UnitOfWork, body: bodies.NamedDeputy) -> dict[str, Any]:
    """Name an admin to take over a team whose owner does not react."""
    from services.teams.use_cases.deputies import name_deputy as naming

    return naming.name_deputy(work, team_id=body.team_id, account_id=body.account_id, operator=body.by)


@operations.action(bodies.WithdrawnDeputy)
def withdraw_deputy(work: UnitOfWork, body: bodies.WithdrawnDeputy) -> dict[str, Any]:
    """Withdraw the deputy of a team."""
    from services.teams.use_cases.deputies import end_deputy

    return end_deputy.withdraw_deputy(work, team_id=body.team_id, operator=body.by)


@operations.action(bodies.DeputiesAsked)
def report_deputies(work: UnitOfWork, body: bodies.DeputiesAsked) -> dict[str, Any]:
    """Report the deputies that wait, and whether their owners can be reached."""
    from services.teams.use_cases.deputies import report_deputies as reporting

    return reporting.report_deputies(work)
