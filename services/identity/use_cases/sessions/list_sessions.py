"""List and end sessions (I8)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page, PageQuery
from services.identity.http.views import SessionView
from services.identity.stores import sessions
from services.identity.use_cases import callers

CURRENT = "current"


def list_sessions(work: UnitOfWork, *, account_id: str, current_session_id: str, query: PageQuery) -> Page[SessionView]:
    """Return a page of an account's valid sessions, newest first."""
    page = sessions.read_page(work.table, account_id, query.limit, query.cursor)
    found = [sessions.session_from_item(item) for item in page.items]
    return Page(
        items=[SessionView.of(session, current_session_id) for session in found if work.now < session.expires_at],
        next_cursor=page.next_cursor,
    )


def end_session(work: UnitOfWork, *, account_id: str, session_id: str, current_session_id: str) -> bool:
    """End a session and return whether it was the caller's own. Raises NotFound for any other that is not there."""
    callers.authorize(work)
    if session_id in {CURRENT, current_session_id}:
        work.save(sessions.remove(account_id, current_session_id))
        return True
    work.save(sessions.end(account_id, session_id))
    return False
