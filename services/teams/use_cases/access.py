"""Who may do what: the one read that authorizes a request, and its place in the transaction (T1, E6)."""

from typing import TYPE_CHECKING

from contracts.money_lock import is_locked
from contracts.sessions import is_signed_out
from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork, is_of_lost_team, is_signed_in
from kernel.problems import Forbidden, SecondFactorSetupRequired, Stale, Unauthenticated
from services.teams.domain.account import Account
from services.teams.domain.problems import MembershipSuspended, NoTeam, NumbersLocked, TeamLocked
from services.teams.stores import accounts, teams

if TYPE_CHECKING:
    from contracts.key_scopes import Scope

ME = "me"


def authorize(work: UnitOfWork, account: Account | None) -> Account | None:
    """Return the caller as they were read, and have the next commit refused if their right is another one by then.

    Raises Unauthenticated if their account is closed or their session has ended.
    """
    if account and (account.closed or is_signed_out(account, work.context.session_id, work.context.generation)):
        raise Unauthenticated
    if is_of_lost_team(work.context, account.team_id if account and account.role == "owner" else None):
        raise Unauthenticated
    work.authorize(accounts.check_right(work.context.actor, account, is_signed_in(work.context)))
    return account


def require_membership(work: UnitOfWork) -> Account:
    """Return the caller if they are on a team, even if suspended. Raises NoTeam and Unauthenticated."""
    account = authorize(work, accounts.read(work.table, work.context.actor))
    if account is None or not account.team_id:
        raise NoTeam
    return account


def require_member(work: UnitOfWork) -> Account:
    """Return the caller if they are an active member.

    Raises NoTeam, MembershipSuspended or SecondFactorSetupRequired.
    """
    account = require_membership(work)
    if account.status == "suspended":
        raise MembershipSuspended
    if account.lacks_second_factor:
        raise SecondFactorSetupRequired
    return account


def require_manager(work: UnitOfWork) -> Account:
    """Return the caller if they are owner or admin of a team. Raises Forbidden and what `require_member` raises."""
    account = require_member(work)
    if not account.manages:
        raise Forbidden("Only the team's owner and admins can do this.")
    return account


def require_owner(work: UnitOfWork) -> Account:
    """Return the caller if they own a team. Raises Forbidden and what `require_member` raises."""
    account = require_member(work)
    if account.role != "owner":
        raise Forbidden("Only the team's owner can do this.")
    return account


def require_owner_in_peace(work: UnitOfWork) -> Account:
    """Return the caller if they own a team and have denied nothing in the last 24 hours (I14).

    Who denies is perhaps still followed by a thief with their password: the team and its money stay where they are.
    Raises TeamLocked and what `require_owner` raises.
    """
    account = require_owner(work)
    if is_locked(account.money_locked_until, work.now):
        raise TeamLocked(locked_until=clock.to_text(account.money_locked_until or work.now))
    return account


def require_paid_time_in_peace(work: UnitOfWork, caller: Account) -> None:
    """Require, up to the write, that the team's owner has denied nothing in the last 24 hours (I14).

    An owner was read already; for an admin it takes two reads. Raises NumbersLocked.
    """
    owner = caller if caller.role == "owner" else _read_owner(work, caller)
    if is_locked(owner.money_locked_until, work.now):
        raise NumbersLocked(locked_until=clock.to_text(owner.money_locked_until or work.now))


def _read_owner(work: UnitOfWork, caller: Account) -> Account:
    team = teams.read(work.table, caller.team_id)
    owner = accounts.read(work.table, team.owner_id) if team else None
    if owner is None or owner.role != "owner":
        raise Stale
    work.save(accounts.check_unchanged(owner))
    return owner


def resolve_user_id(caller: Account, user_id: str) -> str:
    """Return the account id that a `user_id` in a path means: `me` is the caller."""
    return caller.account_id if user_id == ME else user_id


def require_scope(work: UnitOfWork, scope: "Scope") -> None:
    """Raise ScopeMissing for an API key without this scope, which what it asks for needs besides the route's own."""
    if work.context.by_key and scope not in work.context.key_scopes:
        from kernel.http.api_keys import ScopeMissing

        raise ScopeMissing(scopes=[scope])
