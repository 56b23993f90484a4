"""List the team's activity log (T10)."""

from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from kernel.http.pages import Page
from services.teams.domain.log_line import as_shown, people_in
from services.teams.http.schemas import ActivityQuery
from services.teams.http.views import ActivityView
from services.teams.stores import activity, known
from services.teams.use_cases import access


def list_activity(work: UnitOfWork, *, query: ActivityQuery) -> Page[ActivityView]:
    """Return a page of the log, newest first, for owner and admins."""
    caller = access.require_manager(work)
    actor = access.resolve_user_id(caller, query.actor) if query.actor else None
    page = activity.read_page(
        work.table, caller.team_id, limit=query.limit, cursor=query.cursor, actor=actor, action=query.action
    )
    concerned = {its_id for line in page.items for its_id in people_in(line)}
    who, name = known.read_with_team_name(work.table, caller.team_id, concerned)
    items = [ActivityView.model_validate(as_shown(line, who, name, SYSTEM)) for line in page.items]
    return Page[ActivityView](items=items, next_cursor=page.next_cursor)
