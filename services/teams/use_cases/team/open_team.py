"""Open a team for an account that wants to manage others, or refuse; and dissolve it again (I9, T1)."""

from dataclasses import replace

from contracts.identity import TeamManagementDisabled, TeamManagementEnabled
from contracts.money_lock import is_locked
from contracts.teams import MemberJoined, TeamKept, TeamOpened, TeamRefused
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.account import Account
from services.teams.domain.member import Member
from services.teams.domain.team import Team, default_name
from services.teams.stores import accounts, activity, people, teams
from services.teams.use_cases.team import dissolution


def enable_team(work: UnitOfWork, event: TeamManagementEnabled) -> None:
    """Open a team for the account, or publish that it is on another team."""
    account = accounts.read(work.table, event.account_id)
    if account and (account.closed or event.revision < account.option_revision):
        return
    if account is None or not account.phone_number:
        waiting = replace(account or Account(event.account_id), wants_team=True, option_revision=event.revision)
        work.save(accounts.save(waiting, account))
    elif account.role == "owner":
        work.save(accounts.save(replace(account, option_revision=event.revision), account))
    else:
        open_team(work, replace(account, option_revision=event.revision))


def open_team(work: UnitOfWork, account: Account) -> None:
    """Open a team owned by an account that is on none."""
    if account.team_id:
        if account.role != "owner":
            work.publish(TeamRefused(account_id=account.account_id))
        return
    team = Team(
        team_id=ids.new_id("team"),
        name=default_name(account.name),
        owner_id=account.account_id,
        owner_name=account.name,
        opened_at=work.now,
        has_wallet=account.has_wallet,
    )
    owner = people.with_search_words(_new_owner(team, account))
    work.save(accounts.join(account, owner), teams.add(team), people.add_member(owner))
    placed = replace(account, role="owner")
    work.save(activity.add_line(work, team.team_id, placed, "team_opened", activity.team_subject(team)))
    work.publish(
        TeamOpened(team_id=team.team_id, owner_id=account.account_id, name=team.name),
        MemberJoined(
            team_id=team.team_id,
            account_id=account.account_id,
            role="owner",
            invitation_id=None,
            credits=0,
            revision=owner.version,
        ),
    )


def disable_team(work: UnitOfWork, event: TeamManagementDisabled) -> None:
    """Dissolve the account's team if the owner is alone; publish that it is kept otherwise.

    It is kept too in the 24 hours after its owner's denial (I14), like any other team that is to be dissolved.
    """
    account = accounts.read(work.table, event.account_id)
    if account and (account.closed or event.revision < account.option_revision):
        return
    if account is None or account.role != "owner":
        waiting = replace(account or Account(event.account_id), wants_team=False, option_revision=event.revision)
        work.save(accounts.save(waiting, account))
        return
    team = teams.read(work.table, account.team_id)
    if team is None or not team.is_open:
        return
    if team.is_empty and not is_locked(account.money_locked_until, work.now):
        dissolution.dissolve_now(work, team)
    else:
        work.publish(TeamKept(team_id=team.team_id, owner_id=account.account_id))


def _new_owner(team: Team, account: Account) -> Member:
    return Member(
        team_id=team.team_id,
        account_id=account.account_id,
        phone_number=account.phone_number,
        name=account.name,
        email=account.email,
        role="owner",
        joined_at=team.opened_at,
        listed_at=team.opened_at,
        last_active_at=team.opened_at,
        version=account.version + 1,
    )
