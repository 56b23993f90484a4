"""Undo a removal, or the caller's own leaving, within 7 days (decision 075)."""

from contracts.sentences import say
from contracts.teams import MemberJoined
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.departure import Departure, Obstacle
from services.teams.domain.member import Member
from services.teams.domain.problems import AlreadyOnTeam, CannotUndo, NothingToUndo, TeamDissolving
from services.teams.http.departure_views import LeftTeam
from services.teams.http.views import UserView
from services.teams.stores import accounts, activity, batch_reads, departures, people, teams
from services.teams.use_cases import access

_WHY: dict[Obstacle, str] = {
    "over": say("It's too late to undo this. Send a new invitation."),
    "left_by_themselves": say("They left by themselves. Only they can undo that; you can invite them again."),
    "suspended": say("Your access was suspended when you left. Ask the team's owner or an admin for an invitation."),
    "account_closed": say("This account is closed."),
    "on_a_team": say("They're on a team already."),
    "unavailable": say("This can't be undone any more. You can send a new invitation."),
}


def undo_removal(work: UnitOfWork, *, user_id: str) -> UserView:
    """Put a member whom the team has removed back on it.

    It gives credits and numbers, so the owner's denial locks it (I14). Raises NumbersLocked, NothingToUndo, CannotUndo
    and AlreadyOnTeam.
    """
    caller = access.require_manager(work)
    access.require_paid_time_in_peace(work, caller)
    former, account = departures.read(work.table, user_id)
    if former is None or former.team_id != caller.team_id:
        raise NothingToUndo
    return UserView.of(_bring_back(work, former, account, caller, by_team=True), work.now)


def view_left_team(work: UnitOfWork) -> LeftTeam:
    """Return the team that the caller has left and can come back to. Raises NothingToUndo."""
    former, account = _read_own(work)
    team = teams.read(work.table, former.team_id)
    if former.obstacle(account, work.now, by_team=False) or team is None or not team.is_open:
        raise NothingToUndo
    return LeftTeam(team_id=team.team_id, team_name=team.name, undo_until=former.undo_until)


def undo_leaving(work: UnitOfWork) -> UserView:
    """Put the caller back on the team that they left. Raises NothingToUndo, CannotUndo and AlreadyOnTeam."""
    former, account = _read_own(work)
    return UserView.of(_bring_back(work, former, account, account, by_team=False), work.now)


def _read_own(work: UnitOfWork) -> tuple[Departure, Account]:
    former, account = departures.read(work.table, work.context.actor)
    access.authorize(work, account)
    if former is None or account is None or former.reason != "left":
        raise NothingToUndo
    return former, account


def _bring_back(
    work: UnitOfWork, former: Departure, account: Account | None, caller: Account, *, by_team: bool
) -> Member:
    obstacle = former.obstacle(account, work.now, by_team=by_team)
    if obstacle or account is None:
        raise CannotUndo(_WHY[obstacle or "account_closed"], reason=obstacle)
    team = teams.read(work.table, former.team_id)
    if team is None or not team.is_open:
        raise TeamDissolving
    if batch_reads.read_holders(work.table, former.team_id, [account.phone_number]):
        raise AlreadyOnTeam("This phone number is on the team or invited. Revoke the invitation first.")
    member = people.with_search_words(former.restored(account))
    if member.version <= former.revision:
        raise Stale
    action = "removal_undone" if by_team else "member_returned"
    work.save(
        [accounts.join(account, member, team.second_factor_required_of)],
        people.add_member(member),
        [teams.count_return(team, admins=int(member.role == "admin"))],
        [activity.add_line(work, team.team_id, caller, action, activity.person_subject(member))],
        [departures.remove(former)],
    )
    work.publish(
        MemberJoined(
            team_id=team.team_id,
            account_id=member.account_id,
            role=member.role,
            invitation_id=None,
            credits=0,
            revision=member.version,
            second_factor_required_of=team.second_factor_required_of,
            undoes=former.revision,
        )
    )
    return member
