"""View and rename the team."""

from contracts.teams import TeamRenamed
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.account import Account
from services.teams.domain.log_line import default_team_name_of
from services.teams.domain.problems import NoTeam, TeamDissolving
from services.teams.domain.team import Team
from services.teams.http.views import Counts, Person, TeamView
from services.teams.stores import activity, teams
from services.teams.use_cases import access


def view_team(work: UnitOfWork) -> TeamView:
    """Return the caller's team; the counts are for owner and admins only."""
    caller = access.require_member(work)
    team = teams.read(work.table, caller.team_id)
    if team is None:
        raise NoTeam
    return team_view(team, caller)


def rename_team(work: UnitOfWork, *, name: str) -> TeamView:
    """Rename the team. Raises TeamDissolving."""
    caller = access.require_manager(work)
    team = teams.read(work.table, caller.team_id)
    if team is None or not team.is_open:
        raise TeamDissolving
    if name != team.name:
        before = default_team_name_of(team.owner_id) if team.has_default_name else team.name
        details = {"from": before, "to": name}
        what = activity.team_subject(team)
        work.save([teams.rename(team, name)])
        work.save([activity.add_line(work, team.team_id, caller, "team_renamed", what, details)])
        work.publish(TeamRenamed(team_id=team.team_id, name=name))
    return team_view(team, caller).model_copy(update={"name": name})


def team_view(team: Team, caller: Account) -> TeamView:
    """Return a team as this account sees it."""
    return TeamView(
        team_id=team.team_id,
        name=team.name,
        state=team.status,
        owner=Person(user_id=team.owner_id, name=team.owner_name),
        role=caller.role or "member",
        opened_at=team.opened_at,
        counts=_counts(team) if caller.manages else None,
    )


def _counts(team: Team) -> Counts:
    return Counts(
        people=team.others + 1,
        active=team.others + 1 - team.suspended,
        suspended=team.suspended,
        admins=team.admins,
        invited=team.open_invitations,
    )
