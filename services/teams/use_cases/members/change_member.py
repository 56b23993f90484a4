"""Change a member's role, suspend and restore them (T1, T8)."""

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


def change_member(work: UnitOfWork, *, user_id: str, change: UserChange) -> UserView:
    """Change a member's role, status or both."""
    caller = access.require_manager(work)
    before = require_other_member(work, caller, user_id)
    now = before.with_changes(role=change.role or before.role, status=change.status or before.status)
    if (now.role, now.status) == (before.role, before.status):
        return UserView.of(before, work.now)
    work.save(people.change(now, before))
    work.save([accounts.update_place(now), teams.change_counters(caller.team_id, **_counter_changes(now, before))])
    if now.role != before.role:
        _record_role(work, caller, now, before)
    if now.status != before.status:
        _record_status(work, caller, now)
    return UserView.of(now, work.now)


def require_other_member(work: UnitOfWork, caller: Account, user_id: str) -> Member:
    """Return a member whom the caller may change. Raises NotOnYourself, NotFound or OwnerUntouchable."""
    wanted = access.resolve_user_id(caller, user_id)
    if wanted == caller.account_id:
        raise NotOnYourself
    member = people.read_member(work.table, caller.team_id, wanted)
    if member is None:
        raise NotFound
    if member.role == "owner":
        raise OwnerUntouchable
    return member


def _counter_changes(now: Member, before: Member) -> dict[str, int]:
    return {
        "admins": int(now.role == "admin") - int(before.role == "admin"),
        "suspended": int(now.status == "suspended") - int(before.status == "suspended"),
    }


def _record_role(work: UnitOfWork, caller: Account, now: Member, before: Member) -> None:
    details = {"from": before.role, "to": now.role}
    work.save([activity.add_line(work, now.team_id, caller, "role_changed", activity.person_subject(now), details)])
    work.publish(MemberRoleChanged(team_id=now.team_id, account_id=now.account_id, role=now.role, revision=now.version))


def _record_status(work: UnitOfWork, caller: Account, now: Member) -> None:
    suspended = now.status == "suspended"
    action = "member_suspended" if suspended else "member_restored"
    work.save([activity.add_line(work, now.team_id, caller, action, activity.person_subject(now))])
    event = MemberSuspended if suspended else MemberRestored
    work.publish(event(team_id=now.team_id, account_id=now.account_id, revision=now.version))
