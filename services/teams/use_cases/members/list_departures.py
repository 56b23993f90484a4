"""List who is no longer on a team, while that can perhaps be undone (decision 075)."""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page, PageQuery
from services.teams.domain.departure import Departure
from services.teams.http.departure_views import DepartureView
from services.teams.stores import accounts, departures, known
from services.teams.use_cases import access


def list_departures(work: UnitOfWork, *, query: PageQuery) -> Page[DepartureView]:
    """Return a page of departures with why the team cannot undo it, the last to go first."""
    caller = access.require_manager(work)
    page = departures.read_page(work.table, caller.team_id, query.limit, query.cursor)
    gone = [from_item(Departure, item) for item in page.items]
    ids = [former.account_id for former in gone]
    names, _ = known.read_with_team_name(work.table, caller.team_id, ids)
    read = accounts.read_many(work.table, ids)
    items = [
        DepartureView.of(it, names.get(it.account_id), it.obstacle(read.get(it.account_id), work.now, by_team=True))
        for it in gone
    ]
    return Page[DepartureView](items=items, next_cursor=page.next_cursor)
