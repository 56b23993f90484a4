"""Handles the requests of apps and the portal about the credits of members: what they have, and get."""

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
    refusals=(
        *problems.PAYING,
        problems.BalanceTooLow,
        NotFound,
        problems.TooMuchAtOnce,
        problems.MoneyDisputed,
        Unavailable,
    ),
)
def give_user_credits(
    work: UnitOfWork, request: Request, user_id: str, body: giving_schemas.NewAllocation, query: DryRun
) -> credit_views.Allocation | Quote:
    """Give a user credits from the team's balance; what it lacks is charged. `?dry_run=true` only quotes.

    By an API key nothing is charged: 402 `balance_too_low`.
    """
    from services.billing.use_cases.credits import allocate_credits

    allocation_id = request.derived_id("alc", "allocation")
    if query.dry_run:
        return allocate_credits.quote_allocation(work, user_id=user_id, order=body, allocation_id=allocation_id)
    return allocate_credits.allocate_credits(
        work,
        paypal=None if request.by_key else wiring.paypal,
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
