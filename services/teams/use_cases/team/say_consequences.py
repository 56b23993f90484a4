"""Say what an action that ends or changes a place on a team leads to, to who may do it (decision 075)."""

from contracts.consequences import Action, Consequences
from kernel.consequences import ConsequencesQuery
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.teams.domain.account import Account
from services.teams.domain.consequences import consequences_of
from services.teams.domain.problems import OwnerMustHandOver
from services.teams.stores import accounts, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.members.change_member import require_other_member


def say_consequences(work: UnitOfWork, *, query: ConsequencesQuery) -> Consequences:
    """Return who is on the team afterwards, and whether and by whom it can be undone."""
    caller = _require_right(work, query.action)
    account_id = _subject(work, caller, query) if caller else work.context.actor
    team = teams.read(work.table, caller.team_id) if caller and caller.team_id else None
    is_owner = caller is not None and caller.role == "owner"
    items = consequences_of(query.action, account_id, team, is_owner=is_owner, now=work.now)
    return Consequences(action=query.action, user_id=account_id, items=items)


def _require_right(work: UnitOfWork, action: Action) -> Account | None:
    match action:
        case "close":
            return access.authorize(work, accounts.read(work.table, work.context.actor))
        case "leave":
            caller = access.require_membership(work)
            if caller.role == "owner":
                raise OwnerMustHandOver
            return caller
        case "hand_over" | "dissolve":
            return access.require_owner(work)
        case _:
            return access.require_manager(work)


def _subject(work: UnitOfWork, caller: Account, query: ConsequencesQuery) -> str:
    if query.action in ("remove", "suspend"):
        return require_other_member(work, caller, query.user_id).account_id
    if query.action != "hand_over":
        return caller.account_id
    member = people.read_member(work.table, caller.team_id, query.user_id)
    if member is None or member.account_id == caller.account_id:
        raise NotFound
    return member.account_id
