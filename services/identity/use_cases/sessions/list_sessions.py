"""List and end sessions (I8)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page, PageQuery
from services.identity.http.views import SessionView
from services.identity.stores import sessions
from services.identity.use_cases import callers
from services.identity.use_cases.ended_sessions import session_ended_event

CURRENT = "current"


def list_sessions(work: UnitOfWork, *, query: PageQuery) -> Page[SessionView]:
    """Return a page of the caller's valid sessions, newest first."""
    account = callers.read_caller(work)
    page = sessions.read_page(work.table, account, work.now, query.limit, query.cursor)
    found = [sessions.session_from_item(item) for item in page.items]
    return Page(
        items=[SessionView.of(session, work.context.session_id) for session in found], next_cursor=page.next_cursor
    )


def end_session(work: UnitOfWork, *, session_id: str) -> bool:
    """End a session and return whether it was the caller's own. Raises NotFound for any other that is not there."""
    callers.authorize(work)
    caller = work.context
    is_own = session_id in {CURRENT, caller.session_id}
    ends = caller.session_id if is_own else session_id
    work.save(sessions.remove(caller.actor, ends) if is_own else sessions.end(caller.actor, ends))
    work.publish(session_ended_event(caller.actor, ends, work.now))
    return is_own
