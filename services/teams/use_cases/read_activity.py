"""Read the team's activity log (T10)."""

from kernel.pages import Listed
from kernel.work import Work
from services.teams import access
from services.teams.bodies import ActivityQuery
from services.teams.store import activity
from services.teams.views import ActivityView


def read_activity(work: Work, query: ActivityQuery) -> Listed[ActivityView]:
    """A page of what was done, newest first, for who manages the team."""
    caller = access.manager(work)
    actor = access.meant(caller, query.actor) if query.actor else None
    page = activity.read(
        work.table, caller.team_id, limit=query.limit, cursor=query.cursor, actor=actor, action=query.action
    )
    items = [ActivityView.model_validate(item, extra="ignore") for item in page.items]
    return Listed[ActivityView](items=items, next_cursor=page.next_cursor)
