"""The routes by which people go from a team, or a team ends: said before, done, and undone within 7 days."""

from contracts.consequences import Consequences
from kernel.consequences import ConsequencesQuery
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page, PageQuery
from kernel.problems import NotFound
from services.teams import wiring
from services.teams.domain import problems
from services.teams.door import CALLER, CHANGES, ON_OTHERS, api
from services.teams.http.departure_views import DepartureView, LeftTeam
from services.teams.http.schemas import DissolutionQuery, ObjectionLink, RemovalQuery
from services.teams.http.views import UserView

_UNDOES = (problems.NothingToUndo, problems.CannotUndo, problems.AlreadyOnTeam)


@api.post("/v1/team/deputy/objection", status=204, open=True, keyed=False, refusals=(problems.LinkUsed,))
def object_to_deputy(work: UnitOfWork, body: ObjectionLink) -> None:
    """Remain the owner of a team that is about to go to a deputy, by the link of the notice."""
    from services.teams.use_cases.deputies.end_deputy import object_to_deputy

    object_to_deputy(work, token=body.token, key=wiring.code_key())


@api.delete("/v1/team", status=204, step_up=True, refusals=(*CALLER, problems.TeamLocked))
def delete_team(work: UnitOfWork, query: DissolutionQuery) -> None:
    """Dissolve the team."""
    from services.teams.use_cases.team.dissolve_team import dissolve_team

    dissolve_team(work, numbers=query.numbers)


@api.post("/v1/team/leave", status=204, refusals=(*CHANGES, problems.OwnerMustHandOver))
def leave_team(work: UnitOfWork) -> None:
    """Leave the team."""
    from services.teams.use_cases.members import remove_member as removal

    removal.leave_team(work)


@api.get("/v1/team/leave/undo", refusals=(problems.NothingToUndo,))
def get_left_team(work: UnitOfWork) -> LeftTeam:
    """Say which team you have left and can come back to, and until when."""
    from services.teams.use_cases.members import undo_removal as undo

    return undo.view_left_team(work)


@api.post("/v1/team/leave/undo", refusals=(problems.TeamDissolving, *_UNDOES))
def undo_leaving(work: UnitOfWork) -> UserView:
    """Come back, within 7 days, to the team that you left."""
    from services.teams.use_cases.members import undo_removal as undo

    return undo.undo_leaving(work)


@api.get("/v1/team/consequences", refusals=(*ON_OTHERS, NotFound, problems.OwnerMustHandOver))
def say_team_consequences(work: UnitOfWork, query: ConsequencesQuery) -> Consequences:
    """Say what removing, leaving, suspending, handing over, dissolving or closing leads to, and who can undo it."""
    from services.teams.use_cases.team import say_consequences as consequences

    return consequences.say_consequences(work, query=query)


@api.delete(
    "/v1/team/users/{user_id}", status=204, refusals=(*ON_OTHERS, problems.NumbersLocked, problems.NotTheirNumber)
)
def remove_team_user(work: UnitOfWork, user_id: str, query: RemovalQuery) -> None:
    """Remove a member. `numbers` and `number_choices` say who keeps the numbers that the team pays for."""
    from services.teams.domain.parting import Parting
    from services.teams.use_cases.members import remove_member as removal

    removal.remove_member(work, user_id=user_id, parting=Parting(query.numbers, query.choices))


@api.post("/v1/team/users/{user_id}/undo", step_up=True, refusals=(*CHANGES, problems.NumbersLocked, *_UNDOES))
def undo_removal(work: UnitOfWork, user_id: str) -> UserView:
    """Undo the removal of a member within 7 days: they are on the team again, as before."""
    from services.teams.use_cases.members import undo_removal as undo

    return undo.undo_removal(work, user_id=user_id)


@api.get("/v1/team/departures", refusals=CALLER)
def list_departures(work: UnitOfWork, query: PageQuery) -> Page[DepartureView]:
    """List who was removed or has left within 7 days, the last to go first."""
    from services.teams.use_cases.members.list_departures import list_departures

    return list_departures(work, query=query)
