"""An account is closed: its personal data goes, and its team goes on without it (I10)."""

from dataclasses import replace

from contracts.identity import AccountClosed
from contracts.teams import MemberRemoved, MemberRoleChanged, TeamHandedOver
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.member import Member
from services.teams.domain.team import Team
from services.teams.stores import accounts, activity, lists, people, teams
from services.teams.use_cases.team import dissolution


def close_account(work: UnitOfWork, event: AccountClosed) -> None:
    """Forget who it was; only that it is closed is kept, for events that come late."""
    account = accounts.read(work.table, event.account_id)
    if account and account.closed:
        return
    work.save([accounts.save(Account(event.account_id, closed=True), account)])
    if account is None or not account.team_id:
        return
    member = people.member(work.table, account.team_id, account.account_id)
    team = teams.read(work.table, account.team_id)
    if member is None or team is None:
        raise Stale
    work.save(people.remove_member(member))
    if member.role == "owner":
        _owner_gone(work, team, member)
    else:
        _member_gone(work, team, member)


def _member_gone(work: UnitOfWork, team: Team, member: Member) -> None:
    if team.is_open:
        admins, suspended = int(member.role == "admin"), int(member.status == "suspended")
        work.save([teams.count(team.team_id, others=-1, admins=-admins, suspended=-suspended)])
    else:
        work.save([teams.discount(team, others=1, open_invitations=0)])
    work.save([activity.note(work, team.team_id, activity.BY_TEAMLINE, "account_closed", _without_name(member))])
    work.publish(_removed(member))


def _owner_gone(work: UnitOfWork, team: Team, owner: Member) -> None:
    """The longest-serving admin, else member, becomes the owner; a team without anybody is dissolved."""
    heir = next(lists.longest_serving(work.table, team.team_id), None) if team.is_open else None
    if heir is not None:
        _inherit(work, team, owner, heir)
    elif team.is_open and team.is_empty:
        dissolution.finish(work, team, owner.last_version)
    elif team.is_open:
        work.save([teams.begin_dissolving(team, "hand_over")])


def _inherit(work: UnitOfWork, team: Team, owner: Member, heir: Member) -> None:
    now = heir.changed(role="owner")
    work.save(
        people.change(now, heir),
        accounts.place(now),
        teams.hand_over(team, now, others=-1, admins=-int(heir.role == "admin")),
        activity.note(work, team.team_id, activity.BY_TEAMLINE, "team_handed_over", activity.person(now)),
    )
    work.publish(
        TeamHandedOver(
            team_id=team.team_id, from_account_id=owner.account_id, to_account_id=heir.account_id,
            revision=team.next_revision,
        ),
        MemberRoleChanged(team_id=team.team_id, account_id=heir.account_id, role="owner", revision=now.version),
        _removed(owner),
    )  # fmt: skip


def _removed(member: Member) -> MemberRemoved:
    return MemberRemoved(
        team_id=member.team_id, account_id=member.account_id, reason="closed", numbers="keep",
        revision=member.last_version,
    )  # fmt: skip


def _without_name(member: Member) -> dict[str, str | None]:
    return activity.person(replace(member, name="", phone_number=""))
