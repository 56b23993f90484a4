"""Lists what admins have asked the owner to approve, for those who run the team (T11)."""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.approval_request import ApprovalRequest
from services.billing.http.approval_schemas import ApprovalsQuery
from services.billing.http.approval_views import ApprovalView
from services.billing.stores import approvals
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people


def list_approvals(work: UnitOfWork, *, query: ApprovalsQuery) -> Page[ApprovalView]:
    """Return a page of the team's requests, newest first: all of them, or those that wait for the owner."""
    caller = callers.read_caller(work)
    team_id = caller.runs_team()
    if query.status == "pending":
        page = approvals.list_pending(work.table, team_id, work.now, query.limit, query.cursor)
    else:
        page = approvals.list_by_team(work.table, team_id, query.limit, query.cursor)
    found = [from_item(ApprovalRequest, item) for item in page.items]
    ids = (its_id for request in found for its_id in (request.asked_by, request.user_id, request.decided_by))
    names = name_people(work, caller, ids)
    views = [ApprovalView.of(request, names, work.now) for request in found]
    return Page(items=views, next_cursor=page.next_cursor)
