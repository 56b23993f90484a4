"""Billing's door for apps and portal."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.http.request import Request, Response
from kernel.problems import Conflict, NotFound, Unavailable
from services.billing import wiring
from services.billing.domain.problems import (
    NotApproved,
    OwnNumber,
    PaidByTheTeam,
    PaymentDeclined,
    PaymentInProgress,
    PaymentMethodRequired,
    PlanDoesNotFit,
    PlanNotRunning,
    PlansRunning,
    TeamNeeded,
    TooMuchAtOnce,
)
from services.billing.http.plan_views import ChargeToCome, PlanView, SubscriptionView
from services.billing.http.rate_views import RateDeck
from services.billing.http.schemas import (
    AutoTopUp,
    AutoTopUpOrNone,
    Confirmed,
    DryRun,
    NewAllocation,
    NewPurchase,
    NewSetup,
    PayerPage,
    PayerQuery,
    PlanChoice,
    RateQuery,
    SpendLimit,
    StatementQuery,
    UpcomingQuery,
)
from services.billing.http.views import (
    Allocation,
    Billing,
    CheckView,
    EntryView,
    PaymentMethod,
    PaymentView,
    Purchase,
    Quote,
    Setup,
    UserCredits,
)
from services.billing.use_cases.books import list_entries as see_ledger
from services.billing.use_cases.credits import allocate_credits, reclaim_credits, view_credits
from services.billing.use_cases.payments import buy_credits
from services.billing.use_cases.payments import list_payments as see_payments
from services.billing.use_cases.plans import change_plan, view_rates
from services.billing.use_cases.plans import list_plans as see_plans
from services.billing.use_cases.top_ups import set_auto_top_up
from services.billing.use_cases.wallet import attach_wallet, view_billing

api = Api("billing", wiring.table)
handler = api.handler

_PAYING = (PaymentMethodRequired, PaymentDeclined, PaymentInProgress, TeamNeeded)
_PLAN = (NotFound, PlanNotRunning)


@api.get("/v1/billing", refusals=(TeamNeeded,))
def get_billing(work: UnitOfWork, query: PayerQuery) -> Billing:
    """See who pays with what, and what there is."""
    return view_billing.see_billing(work, query.payer)


@api.post("/v1/billing/payment-method", status=201, refusals=(TeamNeeded,))
def start_attaching_wallet(work: UnitOfWork, request: Request, body: NewSetup) -> Setup:
    """Begin to attach a PayPal wallet: the browser goes to `approve_url`."""
    return attach_wallet.start_attaching(work, wiring.paypal(), body, request.derived_id("vlt", "setup"))


@api.post("/v1/billing/payment-method/{setup_id}/confirm", refusals=(NotApproved,))
def confirm_attaching_wallet(work: UnitOfWork, setup_id: str) -> PaymentMethod:
    """Attach the wallet that was approved; it is the default for every purchase from then on."""
    return attach_wallet.confirm_attaching(work, wiring.paypal(), setup_id)


@api.delete("/v1/billing/payment-method", refusals=(TeamNeeded, PlansRunning))
def remove_wallet(work: UnitOfWork, query: Confirmed) -> None:
    """Let go of the PayPal wallet; with plans running only if `?confirm=true` says so."""
    attach_wallet.detach_wallet(work, query)


@api.post("/v1/billing/credits", status=201, refusals=_PAYING, quotes=Quote)
def purchase_credits(work: UnitOfWork, request: Request, body: NewPurchase, query: DryRun) -> Purchase:
    """Buy credits with the attached PayPal wallet; `?dry_run=true` only quotes."""
    if query.dry_run:
        return Response(200, buy_credits.quote_credits(work, body))  # type: ignore[return-value]
    return Purchase.of(buy_credits.buy_credits(work, wiring.paypal(), body, request.derived_id("pay", "credits")))


@api.put("/v1/billing/auto-top-up", refusals=(PaymentMethodRequired, TeamNeeded), quotes=Quote)
def put_auto_top_up(work: UnitOfWork, body: AutoTopUpOrNone, query: DryRun) -> AutoTopUpOrNone:
    """Have credits bought when the balance runs low, or null to stop that; `?dry_run=true` only quotes."""
    if query.dry_run:
        return Response(200, set_auto_top_up.quote_auto_top_up(work, body.root))  # type: ignore[return-value]
    settings: AutoTopUp | None = set_auto_top_up.set_auto_top_up(work, body.root)
    return AutoTopUpOrNone(settings)


@api.get("/v1/billing/checks", refusals=(TeamNeeded,))
def list_checks(work: UnitOfWork, query: PayerQuery) -> Page[CheckView]:
    """See whether last night's balances were what their entries make."""
    return see_ledger.see_checks(work, query.payer)


@api.get("/v1/users/{user_id}/credits")
def get_user_credits(work: UnitOfWork, user_id: str) -> UserCredits:
    """See what a user has to spend."""
    return view_credits.see_credits(work, user_id)


@api.post(
    "/v1/users/{user_id}/credits",
    status=201,
    refusals=(*_PAYING, NotFound, TooMuchAtOnce, Unavailable),
    quotes=Quote,
)
def give_user_credits(
    work: UnitOfWork, request: Request, user_id: str, body: NewAllocation, query: DryRun
) -> Allocation:
    """Give a user credits from the team's balance; what it lacks is charged. `?dry_run=true` only quotes."""
    allocation_id = request.derived_id("alc", "allocation")
    if query.dry_run:
        return Response(200, allocate_credits.quote_allocation(work, user_id, body, allocation_id))  # type: ignore[return-value]
    return allocate_credits.allocate_credits(work, wiring.paypal, user_id, body, allocation_id)


@api.delete("/v1/users/{user_id}/credits", refusals=(TeamNeeded, Conflict))
def take_back_user_credits(work: UnitOfWork, user_id: str) -> UserCredits:
    """Take back what the team gave a user and is unspent."""
    return reclaim_credits.take_back_credits(work, user_id)


@api.put("/v1/users/{user_id}/spend-limit", refusals=(TeamNeeded,))
def put_spend_limit(work: UnitOfWork, user_id: str, body: SpendLimit) -> UserCredits:
    """Limit what a user may spend in a month, or lift the limit with null."""
    return view_credits.set_spend_limit(work, user_id, body)


@api.get("/v1/payments", refusals=(TeamNeeded,))
def list_payments(work: UnitOfWork, request: Request, query: PayerPage) -> Page[PaymentView]:
    """See the payments, newest first."""
    return see_payments.list_payments(work, request, query)


@api.get("/v1/payments/{payment_id}")
def get_payment(work: UnitOfWork, request: Request, payment_id: str) -> PaymentView:
    """See one payment as it stands now."""
    return see_payments.see_payment(work, request, payment_id)


@api.get("/v1/ledger", refusals=(TeamNeeded, NotFound))
def list_entries(work: UnitOfWork, query: StatementQuery) -> Page[EntryView]:
    """See the entries of a wallet, oldest first, with the balance after each."""
    return see_ledger.see_ledger(work, query)


@api.get("/v1/plans", open=True)
def list_catalogue() -> Page[PlanView]:
    """See the number plans on offer."""
    return see_plans.see_catalogue()


@api.get("/v1/rates", open=True)
def list_rates(query: RateQuery) -> RateDeck:
    """See what calls and texts cost: everywhere, or to the numbers that begin with `prefix`."""
    return view_rates.see_rates(query)


@api.get("/v1/subscriptions", refusals=(TeamNeeded,))
def list_plans(work: UnitOfWork, query: PayerPage) -> Page[SubscriptionView]:
    """See the number plans that run, and until when they are paid."""
    return see_plans.see_plans(work, query)


@api.post("/v1/subscriptions/{id}/cancel", refusals=(*_PLAN, OwnNumber))
def cancel_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Have a plan run to the end of what is paid, and no longer."""
    return change_plan.cancel_plan(work, id)


@api.post("/v1/subscriptions/{id}/resume", refusals=(*_PLAN, OwnNumber))
def resume_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Have a cancelled plan go on."""
    return change_plan.resume_plan(work, id)


@api.put("/v1/subscriptions/{id}/plan", refusals=(*_PLAN, PaidByTheTeam, PlanDoesNotFit), quotes=Quote)
def put_plan(work: UnitOfWork, id: str, body: PlanChoice, query: DryRun) -> SubscriptionView:
    """Have a plan renewed as another one; `?dry_run=true` only quotes."""
    if query.dry_run:
        return Response(200, change_plan.quote_change(work, id, body.plan_id))  # type: ignore[return-value]
    return change_plan.change_plan(work, id, body.plan_id)


@api.get("/v1/billing/upcoming", refusals=(TeamNeeded,))
def list_upcoming(work: UnitOfWork, query: UpcomingQuery) -> Page[ChargeToCome]:
    """See the charges to come, by date."""
    return see_plans.see_upcoming(work, query)
