"""Handles the requests about what members get each month, and what they and admins may spend."""

from contracts.quotes import Quote
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.request import Request
from kernel.problems import NotFound
from services.billing import wiring
from services.billing.domain import problems
from services.billing.domain.person import Person
from services.billing.http import credit_views, giving_schemas
from services.billing.http.allowance_views import AllowanceResults, AllowanceView
from services.billing.http.approval_schemas import AdminLimit
from services.billing.http.approval_views import AdminLimitView
from services.billing.http.schemas import SpendLimit

allowances = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's
handler = snapshot.handler_of(allowances, wiring.table, records=(Person,))


@allowances.get("/v1/users/{user_id}/allowance")
def get_allowance(work: UnitOfWork, user_id: str) -> AllowanceView:
    """See what the team gives a user each month, and when next."""
    from services.billing.use_cases.allowances import set_allowance

    return set_allowance.view_allowance(work, user_id=user_id)


@allowances.put(
    "/v1/users/{user_id}/allowance",
    keyed="required",
    refusals=(problems.TeamNeeded, NotFound, problems.AllowanceTooLarge, problems.MoneyLockedProblem),
)
def set_allowance(
    work: UnitOfWork, user_id: str, body: giving_schemas.NewAllowance, query: DryRun
) -> AllowanceView | Quote:
    """Give a user so much each month from the team's balance; `?dry_run=true` says when first."""
    from services.billing.use_cases.allowances import set_allowance as monthly

    do = monthly.quote_allowance if query.dry_run else monthly.set_allowance
    return do(work, user_id=user_id, amount=body.amount.micros, wallet_cap=wiring.wallet_cap())


@allowances.delete("/v1/users/{user_id}/allowance", refusals=(problems.TeamNeeded, NotFound))
def end_allowance(work: UnitOfWork, user_id: str) -> None:
    """Stop a user's monthly allowance; what was given stays theirs."""
    from services.billing.use_cases.allowances import set_allowance

    set_allowance.end_allowance(work, user_id=user_id)


@allowances.put(
    "/v1/users/allowances/batch",
    status=207,
    keyed="required",
    refusals=(problems.TeamNeeded, problems.MoneyLockedProblem),
)
def set_allowances_of_users(work: UnitOfWork, request: Request, body: giving_schemas.NewAllowances) -> AllowanceResults:
    """Set or stop the monthly allowances of up to 100 people. Each row has a result of its own."""
    from services.billing.use_cases.allowances import set_allowances

    return set_allowances.set_allowances(work, request=request, rows=body.allowances, wallet_cap=wiring.wallet_cap())


@allowances.put("/v1/users/{user_id}/spend-limit", refusals=(problems.TeamNeeded,))
def set_spend_limit(work: UnitOfWork, user_id: str, body: SpendLimit) -> credit_views.UserCredits:
    """Limit what a user may spend in a month, or remove the limit with null."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.set_spend_limit(work, user_id=user_id, limit=body)


@allowances.get("/v1/users/{user_id}/admin-limit", refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin))
def get_admin_limit(work: UnitOfWork, user_id: str) -> AdminLimitView:
    """See what an admin may spend of the owner's PayPal wallet in a month, and what is used."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.view_admin_limit(work, user_id=user_id)


@allowances.put(
    "/v1/users/{user_id}/admin-limit",
    step_up=True,
    refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin),
)
def set_admin_limit(work: UnitOfWork, user_id: str, body: AdminLimit) -> AdminLimitView:
    """Limit what an admin may spend of the owner's PayPal wallet in a month; only the owner may."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.set_admin_limit(work, user_id=user_id, limit=body)
