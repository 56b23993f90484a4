"""Handles requests about number plans: on offer, running, what they will cost; and what is left before one leaves."""

from contracts.consequences import Consequences
from contracts.quotes import Quote
from kernel import snapshot
from kernel.consequences import ConsequencesQuery
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.billing import wiring
from services.billing.domain import problems
from services.billing.domain.person import Person
from services.billing.domain.plan import Subscription
from services.billing.http import schemas
from services.billing.http.leftover_views import Leftover
from services.billing.http.payer_queries import PayerPage, PayerQuery
from services.billing.http.plan_views import ChargeToCome, PlanView, SubscriptionView, UnusedDays, UserCharges
from services.billing.http.rate_views import RateDeck

plans = Api("billing", wiring.table)
handler = snapshot.handler_of(plans, wiring.table, records=(Person, Subscription))

_PLAN = (NotFound, problems.PlanNotRunning)
_CHANGES = (*_PLAN, problems.PaidInStore)


@plans.get("/v1/plans", open=True)
def list_plans() -> Page[PlanView]:
    """See the number plans on offer."""
    from services.billing.use_cases.plans import list_plans as found_plans

    return found_plans.list_catalogue()


@plans.get("/v1/rates", open=True)
def list_rates(query: schemas.RateQuery) -> RateDeck:
    """See what calls and texts cost: everywhere, or to numbers that begin with `prefix`."""
    from services.billing.use_cases.plans import view_rates

    return view_rates.view_rates(query)


@plans.get("/v1/subscriptions", refusals=(problems.TeamNeeded,))
def list_subscriptions(work: UnitOfWork, query: PayerPage) -> Page[SubscriptionView]:
    """See the number plans and until when each is paid."""
    from services.billing.use_cases.plans import list_plans as found_plans

    return found_plans.list_plans(work, query=query)


@plans.post("/v1/subscriptions/{id}/cancel", refusals=(*_CHANGES, problems.OwnNumber))
def cancel_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Cancel a plan: it runs to the end of what is paid."""
    from services.billing.use_cases.plans import change_plan

    return change_plan.cancel_plan(work, subscription_id=id)


@plans.post(
    "/v1/subscriptions/{id}/resume",
    refusals=(*_CHANGES, problems.OwnNumber, problems.PaidByTheTeam, problems.TooManyTries),
)
def resume_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Resume a canceled plan, so that it renews again; or charge one that is past due now."""
    from services.billing.use_cases.plans import change_plan

    return change_plan.resume_plan(work, subscription_id=id)


@plans.put(
    "/v1/subscriptions/{id}/plan",
    keyed="required",
    refusals=(*_CHANGES, problems.PaidByTheTeam, problems.PlanDoesNotFit),
)
def change_subscription_plan(
    work: UnitOfWork, id: str, body: schemas.PlanChoice, query: DryRun
) -> SubscriptionView | Quote:
    """Choose the plan that a subscription renews as; `?dry_run=true` only quotes."""
    from services.billing.use_cases.plans import change_plan

    if query.dry_run:
        return change_plan.quote_plan_change(work, subscription_id=id, plan_id=body.plan_id)
    return change_plan.change_plan(work, subscription_id=id, plan_id=body.plan_id)


@plans.get("/v1/subscriptions/{id}/unused-days", refusals=_PLAN)
def get_unused_days(work: UnitOfWork, id: str) -> UnusedDays:
    """See what would be credited for paid days if the number moved to another carrier now."""
    from services.billing.use_cases.plans.view_unused_days import view_unused_days

    return view_unused_days(work, subscription_id=id)


@plans.get("/v1/billing/upcoming", refusals=(problems.TeamNeeded,))
def list_upcoming_charges(work: UnitOfWork, query: schemas.UpcomingQuery) -> Page[ChargeToCome]:
    """See the upcoming charges, by date."""
    from services.billing.use_cases.plans import list_plans as found_plans

    return found_plans.list_upcoming_charges(work, query=query)


@plans.get("/v1/users/{user_id}/upcoming", refusals=(problems.TeamNeeded,))
def list_user_charges(work: UnitOfWork, user_id: str, query: schemas.UserChargesQuery) -> UserCharges:
    """See the upcoming charges for a person's own numbers: the caller's, or those that their team pays for a member."""
    from services.billing.use_cases.joining.list_user_charges import list_user_charges

    return list_user_charges(work, user_id=user_id, query=query)


@plans.get("/v1/billing/consequences", refusals=(NotFound, problems.TeamNeeded))
def say_billing_consequences(work: UnitOfWork, query: ConsequencesQuery) -> Consequences:
    """Say what an action that ends or changes a place on a team, or an account, does to credits and plans."""
    from services.billing.use_cases.people import say_consequences as consequences

    return consequences.say_consequences(work, query=query)


@plans.get("/v1/billing/leftover", refusals=(problems.TeamNeeded,))
def get_leftover(work: UnitOfWork, query: PayerQuery) -> Leftover:
    """See what is left before an account is closed or a team dissolved, and what of it can be refunded."""
    from services.billing.use_cases.payments.view_leftover import view_leftover

    return view_leftover(work, payer=query.payer)
