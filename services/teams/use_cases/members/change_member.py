"""Give a member another role, suspend and restore them (T1, T8)."""

from contracts.teams import MemberRestored, MemberRoleChanged, MemberSuspended
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.teams.domain.account import Account
from services.teams.domain.member import Member
from services.teams.domain.problems import NotOnYourself, OwnerUntouchable
from services.teams.http.schemas import UserChange
from services.teams.http.views import UserView
from services.teams.stores import accounts, activity, people, teams
from services.teams.use_cases import access


def change_member(work: UnitOfWork, user_id: str, change: UserChange) -> UserView:
    """Change a member's role or status, or both."""
    caller = access.manager(work)
    before = somebody_else(work, caller, user_id)
    now = before.changed(role=change.role or before.role, status=change.status or before.status)
    if (now.role, now.status) == (before.role, before.status):
        return UserView.of(before, work.now)
    work.save(people.change(now, before))
    work.save([accounts.place(now), teams.count(caller.team_id, **_counted(now, before))])
    if now.role != before.role:
        _role_changed(work, caller, now, before)
    if now.status != before.status:
        _status_changed(work, caller, now)
    return UserView.of(now, work.now)


def somebody_else(work: UnitOfWork, caller: Account, user_id: str) -> Member:
    """Another member whom the caller may change. Raises NotOnYourself, NotFound or OwnerUntouchable."""
    wanted = access.meant(caller, user_id)
    if wanted == caller.account_id:
        raise NotOnYourself
    member = people.member(work.table, caller.team_id, wanted)
    if member is None:
        raise NotFound
    if member.role == "owner":
        raise OwnerUntouchable
    return member


def _counted(now: Member, before: Member) -> dict[str, int]:
    return {
        "admins": int(now.role == "admin") - int(before.role == "admin"),
        "suspended": int(now.status == "suspended") - int(before.status == "suspended"),
    }


def _role_changed(work: UnitOfWork, caller: Account, now: Member, before: Member) -> None:
    details = {"from": before.role, "to": now.role}
    work.save([activity.note(work, now.team_id, caller, "role_changed", activity.person(now), details)])
    work.publish(MemberRoleChanged(team_id=now.team_id, account_id=now.account_id, role=now.role, revision=now.version))


def _status_changed(work: UnitOfWork, caller: Account, now: Member) -> None:
    suspended = now.status == "suspended"
    action = "member_suspended" if suspended else "member_restored"
    work.save([activity.note(work, now.team_id, caller, action, activity.person(now))])
    event = MemberSuspended if suspended else MemberRestored
    work.publish(event(team_id=now.team_id, account_id=now.account_id, revision=now.version))
