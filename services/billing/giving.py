"""Handles the requests of apps and the portal about what members and admins have, get and may spend."""

from contracts.quotes import Quote
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.http.request import Request
from kernel.http.step_up import has_fresh_proof
from kernel.problems import Conflict, NotFound, Unavailable
from services.billing import wiring
from services.billing.domain import problems
from services.billing.http import credit_views, giving_schemas
from services.billing.http.allocation_views import AllocationResults
from services.billing.http.allowance_views import AllowanceResults, AllowanceView
from services.billing.http.approval_schemas import AdminLimit
from services.billing.http.approval_views import AdminLimitView
from services.billing.http.schemas import SpendLimit

giving = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.billing.domain.payment import Payment
    from services.billing.domain.person import Person
    from services.billing.stores.payment_methods import Method

    snapshot.prime_api(giving.handler, giving.routes, wiring.table(), records=(Person, Payment, Method))


handler = snapshot.prime_before_snapshot(giving.handler, _prime)


@giving.get("/v1/users/{user_id}/credits")
def get_user_credits(work: UnitOfWork, user_id: str) -> credit_views.UserCredits:
    """See the credits that a user can spend."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.view_credits(work, user_id=user_id)


@giving.post(
    "/v1/users/{user_id}/credits",
    status=201,
    keyed="required",
    step_up="by_handler",
    refusals=(*problems.PAYING, NotFound, problems.TooMuchAtOnce, problems.MoneyDisputed, Unavailable),
)
def give_user_credits(
    work: UnitOfWork, request: Request, user_id: str, body: giving_schemas.NewAllocation, query: DryRun
) -> credit_views.Allocation | Quote:
    """Give a user credits from the team's balance; what it lacks is charged. `?dry_run=true` only quotes."""
    from services.billing.use_cases.credits import allocate_credits

    allocation_id = request.derived_id("alc", "allocation")
    if query.dry_run:
        return allocate_credits.quote_allocation(work, user_id=user_id, order=body, allocation_id=allocation_id)
    return allocate_credits.allocate_credits(
        work,
        paypal=wiring.paypal,
        user_id=user_id,
        order=body,
        allocation_id=allocation_id,
        wallet_cap=wiring.wallet_cap(),
        has_proof=has_fresh_proof(request, work.now),
    )


@giving.get("/v1/allocations/{allocation_id}")
def get_allocation(work: UnitOfWork, allocation_id: str) -> credit_views.Allocation:
    """See what became of an allocation whose charge PayPal had not completed."""
    from services.billing.use_cases.credits import view_allocation

    return view_allocation.view_allocation(work, allocation_id=allocation_id)


@giving.delete("/v1/users/{user_id}/credits", keyed="required", refusals=(problems.TeamNeeded, Conflict))
def take_back_user_credits(work: UnitOfWork, user_id: str) -> credit_views.UserCredits:
    """Take back the unspent credits that the team gave a user."""
    from services.billing.use_cases.credits import reclaim_credits

    return reclaim_credits.reclaim_credits(work, user_id=user_id)


@giving.get("/v1/users/credits", refusals=(problems.TeamNeeded,))
def list_user_credits(work: UnitOfWork, query: giving_schemas.UsersQuery) -> Page[credit_views.UserCredits]:
    """See the credits of up to 100 people on the team; who is not on it is left out."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.view_credits_of_users(work, user_ids=query.user_ids.split(","))


@giving.post(
    "/v1/users/credits/batch", status=207, keyed="required", refusals=(problems.TeamNeeded, problems.MoneyLockedProblem)
)
def give_credits_to_users(work: UnitOfWork, request: Request, body: giving_schemas.NewAllocations) -> AllocationResults:
    """Give up to 100 people credits from the team's balance; nothing is charged. Each row has a result of its own."""
    from services.billing.use_cases.credits import give_credits

    return give_credits.give_credits(work, request=request, rows=body.allocations, wallet_cap=wiring.wallet_cap())


@giving.get("/v1/users/{user_id}/allowance")
def get_allowance(work: UnitOfWork, user_id: str) -> AllowanceView:
    """See what the team gives a user each month, and when next."""
    from services.billing.use_cases.allowances import set_allowance

    return set_allowance.view_allowance(work, user_id=user_id)


@giving.put(
    "/v1/users/{user_id}/allowance",
    keyed="required",
    refusals=(problems.TeamNeeded, NotFound, problems.AllowanceTooLarge, problems.MoneyLockedProblem),
)
def set_allowance(
    work: UnitOfWork, user_id: str, body: giving_schemas.NewAllowance, query: DryRun
) -> AllowanceView | Quote:
    """Give a user so much each month from the team's balance; `?dry_run=true` says when first."""
    from services.billing.use_cases.allowances import set_allowance as allowances

    do = allowances.quote_allowance if query.dry_run else allowances.set_allowance
    return do(work, user_id=user_id, amount=body.amount.micros, wallet_cap=wiring.wallet_cap())


@giving.delete("/v1/users/{user_id}/allowance", refusals=(problems.TeamNeeded, NotFound))
def end_allowance(work: UnitOfWork, user_id: str) -> None:
    """Stop a user's monthly allowance; what was given stays theirs."""
    from services.billing.use_cases.allowances import set_allowance

    set_allowance.end_allowance(work, user_id=user_id)


@giving.put(
    "/v1/users/allowances/batch",
    status=207,
    keyed="required",
    refusals=(problems.TeamNeeded, problems.MoneyLockedProblem),
)
def set_allowances_of_users(work: UnitOfWork, request: Request, body: giving_schemas.NewAllowances) -> AllowanceResults:
    """Set or stop the monthly allowances of up to 100 people. Each row has a result of its own."""
    from services.billing.use_cases.allowances import set_allowances

    return set_allowances.set_allowances(work, request=request, rows=body.allowances, wallet_cap=wiring.wallet_cap())


@giving.put("/v1/users/{user_id}/spend-limit", refusals=(problems.TeamNeeded,))
def set_spend_limit(work: UnitOfWork, user_id: str, body: SpendLimit) -> credit_views.UserCredits:
    """Limit what a user may spend in a month, or remove the limit with null."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.set_spend_limit(work, user_id=user_id, limit=body)


@giving.get("/v1/users/{user_id}/admin-limit", refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin))
def get_admin_limit(work: UnitOfWork, user_id: str) -> AdminLimitView:
    """See what an admin may spend of the owner's PayPal wallet in a month, and what is used."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.view_admin_limit(work, user_id=user_id)


@giving.put(
    "/v1/users/{user_id}/admin-limit",
    step_up=True,
    refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin),
)
def set_admin_limit(work: UnitOfWork, user_id: str, body: AdminLimit) -> AdminLimitView:
    """Limit what an admin may spend of the owner's PayPal wallet in a month; only the owner may."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.set_admin_limit(work, user_id=user_id, limit=body)
