"""React to a closed account: its personal data is deleted, and its team goes on without it (I10)."""

from contracts.identity import AccountClosed
from contracts.teams import (
    MemberRemoved,
    MemberRoleChanged,
    TeamDissolutionDue,
    TeamHandedOver,
    TeamRenamed,
)
from kernel.dynamodb.transact_items import Item, TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.member import Member
from services.teams.domain.team import Team, default_name
from services.teams.stores import accounts, activity, departures, known, lists, people, teams
from services.teams.use_cases.endpoints.pause_endpoints import pause_all
from services.teams.use_cases.invitations.withdraw_invitation import withdraw_invitation
from services.teams.use_cases.team import dissolution


def close_account(work: UnitOfWork, event: AccountClosed) -> None:
    """Delete the personal data, and keep only that the account is closed, for events that arrive late."""
    account = accounts.read(work.table, event.account_id)
    if account and account.closed:
        return
    _forget_identity(work, event.account_id, account.phone_number if account else "")
    ended = account.ended_team_id if account else ""
    closed = Account(event.account_id, closed=True, ended_team_id=ended)
    work.save([accounts.save(closed, account), departures.forget(event.account_id)])
    work.save(_forget_ended_team(work, event.account_id, ended))
    if account is None or not account.team_id:
        return
    member = people.read_member(work.table, account.team_id, account.account_id)
    team = teams.read(work.table, account.team_id)
    if member is None or team is None:
        raise Stale
    work.save(people.remove_member(member), known.forget_member(member))
    if member.role == "owner":
        _replace_owner(work, team, member)
    else:
        _remove_from_team(work, team, member)


def _forget_ended_team(work: UnitOfWork, account_id: str, team_id: str) -> list[TransactItem]:
    """Erase the name of the team that the account dissolved before; what else is left of it is deleted in its time."""
    team = teams.read(work.table, team_id) if team_id else None
    return [teams.forget_name(team)] if team and team.owner_id == account_id and team.status == "dissolved" else []


def _forget_identity(work: UnitOfWork, account_id: str, phone_number: str) -> None:
    """Delete who the account was from the logs and lists of all teams, some at a time, each in its own transaction."""
    while items := known.find_of_account(work.table, account_id, phone_number):
        for item in items:
            _remove_invitation(work, item)
            _forget_addresses(work, item, account_id)
            work.save(known.forget([item]))
            work.commit()


def _forget_addresses(work: UnitOfWork, item: Item, account_id: str) -> None:
    """Erase from where the account did what it did, in the log of the team that an item is of."""
    if item.get("id") != account_id:
        return
    for lines in activity.pages_by(work.table, str(item["pk"]).removeprefix("TEAM#"), account_id):
        work.save([activity.forget_address(line) for line in lines if line.get("address")])
        work.commit()


def _remove_invitation(work: UnitOfWork, item: Item) -> None:
    """Take the invitation that an item is about off its team's list, if it is there."""
    its_id, team_id = str(item.get("id", "")), str(item["pk"]).removeprefix("TEAM#")
    if its_id.startswith("inv_"):
        withdraw_invitation(work, team_id, its_id)


def _remove_from_team(work: UnitOfWork, team: Team, member: Member) -> None:
    if team.is_open:
        admins, suspended = int(member.role == "admin"), int(member.status == "suspended")
        work.save([teams.change_counters(team.team_id, others=-1, admins=-admins, suspended=-suspended)])
    else:
        work.save([teams.subtract(team, others=1, open_invitations=0)])
    work.save(
        [activity.add_line(work, team.team_id, activity.TEAMLINE, "account_closed", activity.person_subject(member))]
    )
    work.publish(_removed_event(member))


def _replace_owner(work: UnitOfWork, team: Team, owner: Member) -> None:
    """Make the longest-serving admin, else member, the owner; dissolve a team without other members."""
    heir = lists.longest_serving(work.table, team.team_id) if team.is_open else None
    if heir is not None:
        _inherit(work, team, owner, heir)
        return
    forgotten = {"owner_name": "", "name": ""}
    if team.is_open and team.is_empty:
        dissolution.finish_dissolving(work, team, owner.removal_revision, **forgotten)
    elif team.is_open:
        work.save([teams.begin_dissolving(team, work.now, "hand_over", **forgotten)])
        work.publish(TeamDissolutionDue(team_id=team.team_id))


def _inherit(work: UnitOfWork, team: Team, owner: Member, heir: Member) -> None:
    """Make a member the owner; a team that is named after the old one is named after them."""
    now, account = heir.with_changes(role="owner"), accounts.read(work.table, heir.account_id)
    if account is None:
        raise Stale
    name = default_name(now.name) if team.has_default_name else None
    if name:
        work.publish(TeamRenamed(team_id=team.team_id, name=name))
    work.save(
        people.change(now, heir),
        accounts.update_place(now, accounts.has_same_wallet(account)),
        teams.hand_over(
            team, now, has_wallet=account.has_wallet, name=name, others=-1, admins=-int(heir.role == "admin")
        ),
        activity.add_line(work, team.team_id, activity.TEAMLINE, "team_handed_over", activity.person_subject(now)),
    )
    pause_all(work, team.team_id)
    work.publish(
        TeamHandedOver(
            team_id=team.team_id,
            from_account_id=owner.account_id,
            to_account_id=heir.account_id,
            revision=team.next_revision,
        ),
        MemberRoleChanged(
            team_id=team.team_id, account_id=heir.account_id, role="owner", revision=now.version, by_hand_over=True
        ),
        _removed_event(owner),
    )


def _removed_event(member: Member) -> MemberRemoved:
    return MemberRemoved(
        team_id=member.team_id,
        account_id=member.account_id,
        reason="closed",
        numbers="keep",
        revision=member.removal_revision,
    )
