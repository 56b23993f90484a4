"""Handles the requests about what admins may spend, ask the owner to approve (T11), and have refunded (B18)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.http.request import Request
from kernel.http.step_up import has_fresh_proof
from kernel.problems import NotFound
from services.billing import wiring
from services.billing.domain import problems
from services.billing.domain.person import Person
from services.billing.http import views
from services.billing.http.approval_schemas import AdminLimit, Approval, ApprovalsQuery, NewApproval
from services.billing.http.approval_views import AdminLimitView, ApprovalView
from services.billing.http.refund_views import RefundOrder, RefundQuote

approvals = Api("billing", wiring.table)
handler = snapshot.handler_of(approvals, wiring.table, records=(Person,))


def _unless_quoted(body: object, query: DryRun) -> bool:
    """Ask for a proof unless the request only quotes."""
    return not query.dry_run


_DECIDES = (NotFound, problems.TeamNeeded, problems.ApprovalDecided, problems.ApprovalExpired)


@approvals.get("/v1/users/{user_id}/admin-limit", refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin))
def get_admin_limit(work: UnitOfWork, user_id: str) -> AdminLimitView:
    """See what an admin may spend of the owner's PayPal wallet in a month, and what is used."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.view_admin_limit(work, user_id=user_id)


@approvals.put(
    "/v1/users/{user_id}/admin-limit",
    step_up=True,
    refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin),
)
def set_admin_limit(work: UnitOfWork, user_id: str, body: AdminLimit) -> AdminLimitView:
    """Limit what an admin may spend of the owner's PayPal wallet in a month; only the owner may."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.set_admin_limit(work, user_id=user_id, limit=body)


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


@approvals.post(
    "/v1/payments/{payment_id}/refund",
    status=202,
    keyed="required",
    step_up=_unless_quoted,
    refusals=(
        NotFound,
        problems.NotThePayer,
        problems.NotRefundable,
        problems.NothingToRefund,
        problems.RefundInProgress,
        problems.TopUpWouldBuyAgain,
        problems.TooManyRefunds,
        problems.MoneyLockedProblem,
    ),
)
def refund_payment(
    work: UnitOfWork, request: Request, payment_id: str, body: RefundOrder, query: DryRun
) -> views.PaymentView | RefundQuote:
    """Refund unspent credits to the PayPal wallet that paid for them; `?dry_run=true` only quotes."""
    from services.billing.use_cases.payments import refund_credits

    if query.dry_run:
        return refund_credits.quote_refund(work, payment_id=payment_id, wanted=body.micros)
    return refund_credits.refund_credits(
        work, payment_id=payment_id, wanted=body.micros, request_id=request.derived_id("rfd", "refund")
    )
