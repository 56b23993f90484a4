"""Handles the requests about what admins ask the owner to approve (T11)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.http.request import Request
from kernel.http.step_up import has_fresh_proof
from kernel.problems import NotFound
from services.billing import wiring
from services.billing.domain import problems
from services.billing.domain.person import Person
from services.billing.http.approval_schemas import Approval, ApprovalsQuery, NewApproval
from services.billing.http.approval_views import ApprovalView

approvals = Api("billing", wiring.table)
handler = snapshot.handler_of(approvals, wiring.table, records=(Person,))


_DECIDES = (NotFound, problems.TeamNeeded, problems.ApprovalDecided, problems.ApprovalExpired)


@approvals.get("/v1/approvals", refusals=(problems.TeamNeeded,))
def list_approvals(work: UnitOfWork, query: ApprovalsQuery) -> Page[ApprovalView]:
    """See the purchases above their limits that admins ask the owner to approve, newest first."""
    from services.billing.use_cases.approvals import list_approvals as requests

    return requests.list_approvals(work, query=query)


@approvals.post(
    "/v1/approvals",
    status=201,
    refusals=(
        *problems.PAYING,
        NotFound,
        problems.TooMuchAtOnce,
        problems.MoneyDisputed,
        problems.NoApprovalNeeded,
        problems.OneRequestNeeded,
        problems.PlanDoesNotFit,
        problems.TooManyApprovals,
    ),
)
def ask_approval(work: UnitOfWork, body: NewApproval) -> ApprovalView:
    """Ask the owner to approve the very request that was refused with `admin_limit`."""
    from services.billing.use_cases.approvals import ask_approval as requests

    return requests.ask_approval(work, asked=body)


@approvals.post(
    "/v1/approvals/{id}/approve",
    keyed="required",
    step_up="by_handler",
    refusals=(
        *problems.PAYING,
        *_DECIDES,
        problems.PriceChanged,
        problems.ApprovalOutdated,
        problems.TooMuchAtOnce,
        problems.MoneyDisputed,
    ),
)
def approve_purchase(work: UnitOfWork, request: Request, id: str, body: Approval) -> ApprovalView:
    """Approve what an admin asked for, at the amount shown: it is carried out once, as they asked."""
    from services.billing.use_cases.approvals import decide_approval

    has_proof = has_fresh_proof(request, work.now)
    return decide_approval.approve(
        work, approval_id=id, approval=body, wallet_cap=wiring.wallet_cap(), has_proof=has_proof
    )


@approvals.post("/v1/approvals/{id}/decline", refusals=_DECIDES)
def decline_purchase(work: UnitOfWork, id: str) -> ApprovalView:
    """Decline what an admin asked for; they are notified."""
    from services.billing.use_cases.approvals import decide_approval

    return decide_approval.decline(work, approval_id=id)
