"""View the team, rename it, and require a second factor of its people (I11)."""

from dataclasses import replace

from contracts.membership import FactorRule
from contracts.teams import SecondFactorRuleDue, TeamRenamed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Forbidden, SecondFactorSetupRequired
from services.teams.domain.account import Account
from services.teams.domain.log_line import default_team_name_of
from services.teams.domain.problems import NoTeam, TeamDissolving
from services.teams.domain.team import Team
from services.teams.http.schemas import TeamChange
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


def change_team(work: UnitOfWork, *, change: TeamChange) -> TeamView:
    """Rename the team, set of whom it requires a second factor, or both. Raises TeamDissolving and Forbidden."""
    caller = access.require_manager(work)
    before = teams.read(work.table, caller.team_id)
    if before is None or not before.is_open:
        raise TeamDissolving
    now = before
    if change.name is not None and change.name != before.name:
        now = _rename(work, caller, now, change.name)
    if change.second_factor_required_of not in (None, before.second_factor_required_of):
        now = _set_factor_rule(work, caller, now, change.second_factor_required_of or "none")
    if now != before:
        work.save([teams.change(now, before)])
    return team_view(now, caller)


def _rename(work: UnitOfWork, caller: Account, team: Team, name: str) -> Team:
    before = default_team_name_of(team.owner_id) if team.has_default_name else team.name
    details = {"from": before, "to": name}
    work.save([activity.add_line(work, team.team_id, caller, "team_renamed", activity.team_subject(team), details)])
    work.publish(TeamRenamed(team_id=team.team_id, name=name))
    return replace(team, name=name)


def _set_factor_rule(work: UnitOfWork, caller: Account, team: Team, rule: FactorRule) -> Team:
    """Return the team with the rule, which its consumer applies to each member.

    Raises Forbidden to an admin, and SecondFactorSetupRequired to an owner without one, who would be shut out.
    """
    if caller.role != "owner":
        raise Forbidden("Only the team's owner can require two-step sign-in.")
    if rule != "none" and not caller.has_second_factor:
        raise SecondFactorSetupRequired("Set up two-step sign-in for yourself first, then require it of others.")
    details = {"from": team.second_factor_required_of, "to": rule}
    what = activity.team_subject(team)
    work.save([activity.add_line(work, team.team_id, caller, "second_factor_rule_changed", what, details)])
    work.publish(SecondFactorRuleDue(team_id=team.team_id, rule_revision=team.rule_revision + 1))
    return replace(team, second_factor_required_of=rule, rule_revision=team.rule_revision + 1)


def team_view(team: Team, caller: Account) -> TeamView:
    """Return a team as this account sees it."""
    return TeamView(
        team_id=team.team_id,
        name=team.name,
        state=team.status,
        owner=Person(user_id=team.owner_id, name=team.owner_name),
        role=caller.role or "member",
        opened_at=team.opened_at,
        second_factor_required_of=team.second_factor_required_of,
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
