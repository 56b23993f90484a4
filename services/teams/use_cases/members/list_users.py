"""List the people of a team (T7)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.teams.domain import search
from services.teams.http.schemas import UsersQuery
from services.teams.http.views import UserView
from services.teams.stores import lists, people
from services.teams.use_cases import access


def list_users(work: UnitOfWork, *, query: UsersQuery) -> Page[UserView]:
    """Return a page of members and invitations."""
    caller = access.require_manager(work)
    rows = find_rows(work, caller.team_id, query, limit=query.limit, cursor=query.cursor)
    items = [UserView.of(row, work.now) for row in rows.items]
    return Page[UserView](items=items, next_cursor=rows.next_cursor)


def view_user(work: UnitOfWork, *, user_id: str) -> UserView:
    """Return a member. Raises NotFound, also for other members if the caller does not manage the team."""
    caller = access.require_member(work)
    wanted = access.resolve_user_id(caller, user_id)
    if wanted != caller.account_id and not caller.manages:
        raise NotFound
    member = people.read_member(work.table, caller.team_id, wanted)
    if member is None:
        raise NotFound
    return UserView.of(member, work.now)


def find_rows(work: UnitOfWork, team_id: str, query: UsersQuery, *, limit: int, cursor: str | None) -> lists.RowPage:
    """Return a page of the rows that a query asks for. Raises InvalidCursor."""
    beginnings = search.query_words(query.q or "")
    if query.q and query.q.strip() and not beginnings:
        return lists.RowPage([], None)
    wanted = lists.Wanted(query.status, query.role, beginnings)
    if beginnings:
        return lists.find_by_words(work.table, team_id, wanted, work.now, limit=limit, cursor=cursor)
    if wanted.is_filtered:
        return lists.list_filtered(work.table, team_id, work.now, wanted, limit=limit, cursor=cursor)
    return lists.list_all(work.table, team_id, limit=limit, cursor=cursor)
