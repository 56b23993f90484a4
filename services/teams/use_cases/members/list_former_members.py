"""List who is no longer on a team, while that can perhaps be undone (decision 075)."""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page, PageQuery
from services.teams.domain.former_member import FormerMember
from services.teams.http.former_views import FormerUser
from services.teams.stores import accounts, former_members, known
from services.teams.use_cases import access


def list_former_members(work: UnitOfWork, *, query: PageQuery) -> Page[FormerUser]:
    """Return a page of former members with why the team cannot undo it, the last to go first."""
    caller = access.require_manager(work)
    page = former_members.read_page(work.table, caller.team_id, query.limit, query.cursor)
    gone = [from_item(FormerMember, item) for item in page.items]
    ids = [former.account_id for former in gone]
    names, _ = known.read_with_team_name(work.table, caller.team_id, ids)
    read = accounts.read_many(work.table, ids)
    items = [
        FormerUser.of(it, names.get(it.account_id), it.obstacle(read.get(it.account_id), work.now, by_team=True))
        for it in gone
    ]
    return Page[FormerUser](items=items, next_cursor=page.next_cursor)
