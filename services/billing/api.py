"""Handles the requests of apps and the portal to billing."""

from contracts.quotes import Quote
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.http.request import Request
from kernel.problems import Conflict, NotFound, Unavailable
from services.billing import wiring
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.domain.plan import Subscription
from services.billing.domain.problems import (
    ApprovedElsewhere,
    ForeignReturnUrl,
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
    TooManyPurchases,
    TooManySetups,
    TooMuchAtOnce,
    UnknownLink,
)
from services.billing.http.plan_views import ChargeToCome, PlanView, SubscriptionView
from services.billing.http.rate_views import RateDeck
from services.billing.http.schemas import (
    ApprovedSetup,
    AutoTopUp,
    AutoTopUpOrNone,
    Confirmed,
    DisconnectLink,
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
    is_large_purchase,
)
from services.billing.http.views import (
    Allocation,
    Billing,
    CheckView,
    EntryView,
    PaymentMethod,
    PaymentView,
    Purchase,
    Setup,
    UserCredits,
)
from services.billing.use_cases.books import list_entries
from services.billing.use_cases.credits import allocate_credits, reclaim_credits, view_credits
from services.billing.use_cases.payments import buy_credits as purchases
from services.billing.use_cases.payments import list_payments as payments
from services.billing.use_cases.plans import change_plan, view_rates
from services.billing.use_cases.plans import list_plans as plans
from services.billing.use_cases.top_ups import set_auto_top_up as auto_top_up
from services.billing.use_cases.wallet import attach_wallet as wallet
from services.billing.use_cases.wallet import view_billing as billing

api = Api("billing", wiring.table)
handler = snapshot.prime_before_snapshot(
    api.handler,
    lambda: snapshot.prime_api(api.handler, api.routes, wiring.table(), records=(Person, Payment, Subscription)),
)

_PAYING = (PaymentMethodRequired, PaymentDeclined, PaymentInProgress, TooManyPurchases, TeamNeeded)
_PLAN = (NotFound, PlanNotRunning)


@api.get("/v1/billing", refusals=(TeamNeeded,))
def view_billing(work: UnitOfWork, query: PayerQuery) -> Billing:
    """See which payment method pays, and the balance."""
    return billing.view_billing(work, payer=query.payer)


@api.post(
    "/v1/billing/payment-method", status=201, step_up=True, refusals=(TeamNeeded, ForeignReturnUrl, TooManySetups)
)
def start_attaching_wallet(work: UnitOfWork, request: Request, body: NewSetup) -> Setup:
    """Start to attach a PayPal wallet: send the browser to `approve_url`; it comes back with a `state`."""
    return wallet.start_attaching_wallet(
        work,
        paypal=wiring.paypal(),
        wanted=body,
        targets=wiring.return_targets(),
        key=wiring.approval_key(),
        request_id=request.derived_id("vlt", "setup"),
    )


@api.post("/v1/billing/payment-method/{setup_id}/confirm", refusals=(NotApproved, ApprovedElsewhere))
def attach_wallet(work: UnitOfWork, setup_id: str, body: ApprovedSetup) -> PaymentMethod:
    """Attach the approved PayPal wallet; it pays for every purchase from then on."""
    return wallet.attach_wallet(
        work, paypal=wiring.paypal(), setup_id=setup_id, state=body.state, key=wiring.approval_key()
    )


@api.post("/v1/billing/payment-method/disconnect", status=204, open=True, keyed=False, refusals=(UnknownLink,))
def disconnect_wallet(work: UnitOfWork, body: DisconnectLink) -> None:
    """Detach a PayPal wallet by the link that its payer was mailed."""
    wallet.disconnect_wallet(work, token=body.token)


@api.delete("/v1/billing/payment-method", step_up=True, refusals=(TeamNeeded, PlansRunning))
def detach_wallet(work: UnitOfWork, query: Confirmed) -> None:
    """Detach the PayPal wallet; while plans run, only with `?confirm=true`."""
    wallet.detach_wallet(work, asked=query)


@api.post("/v1/billing/credits", status=201, keyed="required", step_up=is_large_purchase, refusals=_PAYING)
def buy_credits(work: UnitOfWork, request: Request, body: NewPurchase, query: DryRun) -> Purchase | Quote:
    """Buy credits with the attached PayPal wallet; `?dry_run=true` only quotes."""
    if query.dry_run:
        return purchases.quote_credits(work, order=body)
    return Purchase.of(
        purchases.buy_credits(work, paypal=wiring.paypal(), order=body, payment_id=request.derived_id("pay", "credits"))
    )


@api.put("/v1/billing/auto-top-up", keyed="required", refusals=(PaymentMethodRequired, TeamNeeded))
def set_auto_top_up(work: UnitOfWork, body: AutoTopUpOrNone, query: DryRun) -> AutoTopUpOrNone | Quote:
    """Buy credits automatically when the balance is low, or stop with null; `?dry_run=true` only quotes."""
    if query.dry_run:
        return auto_top_up.quote_auto_top_up(work, wanted=body.root)
    settings: AutoTopUp | None = auto_top_up.set_auto_top_up(work, wanted=body.root)
    return AutoTopUpOrNone(settings)


@api.get("/v1/billing/checks", refusals=(TeamNeeded,))
def list_balance_checks(work: UnitOfWork, query: PayerQuery) -> Page[CheckView]:
    """See what last night's verification of the balances found."""
    return list_entries.list_checks(work, payer=query.payer)


@api.get("/v1/users/{user_id}/credits")
def get_user_credits(work: UnitOfWork, user_id: str) -> UserCredits:
    """See the credits that a user can spend."""
    return view_credits.view_credits(work, user_id=user_id)


@api.post(
    "/v1/users/{user_id}/credits",
    status=201,
    keyed="required",
    refusals=(*_PAYING, NotFound, TooMuchAtOnce, Unavailable),
)
def give_user_credits(
    work: UnitOfWork, request: Request, user_id: str, body: NewAllocation, query: DryRun
) -> Allocation | Quote:
    """Give a user credits from the team's balance; what it lacks is charged. `?dry_run=true` only quotes."""
    allocation_id = request.derived_id("alc", "allocation")
    if query.dry_run:
        return allocate_credits.quote_allocation(work, user_id=user_id, order=body, allocation_id=allocation_id)
    return allocate_credits.allocate_credits(
        work, paypal=wiring.paypal, user_id=user_id, order=body, allocation_id=allocation_id
    )


@api.delete("/v1/users/{user_id}/credits", keyed="required", refusals=(TeamNeeded, Conflict))
def take_back_user_credits(work: UnitOfWork, user_id: str) -> UserCredits:
    """Take back the unspent credits that the team gave a user."""
    return reclaim_credits.reclaim_credits(work, user_id=user_id)


@api.put("/v1/users/{user_id}/spend-limit", refusals=(TeamNeeded,))
def set_spend_limit(work: UnitOfWork, user_id: str, body: SpendLimit) -> UserCredits:
    """Limit what a user may spend in a month, or remove the limit with null."""
    return view_credits.set_spend_limit(work, user_id=user_id, limit=body)


@api.get("/v1/payments", refusals=(TeamNeeded,))
def list_payments(work: UnitOfWork, query: PayerPage) -> Page[PaymentView]:
    """See the payments, newest first."""
    return payments.list_payments(work, query=query)


@api.get("/v1/payments/{payment_id}")
def get_payment(work: UnitOfWork, payment_id: str) -> PaymentView:
    """See a payment with its current status."""
    return payments.view_payment(work, payment_id=payment_id)


@api.get("/v1/ledger", refusals=(TeamNeeded, NotFound))
def list_ledger_entries(work: UnitOfWork, query: StatementQuery) -> Page[EntryView]:
    """See the entries of a wallet, oldest first, with the balance after each."""
    return list_entries.list_entries(work, query=query)


@api.get("/v1/plans", open=True)
def list_plans() -> Page[PlanView]:
    """See the number plans on offer."""
    return plans.list_catalogue()


@api.get("/v1/rates", open=True)
def list_rates(query: RateQuery) -> RateDeck:
    """See what calls and texts cost: everywhere, or to numbers that begin with `prefix`."""
    return view_rates.view_rates(query)


@api.get("/v1/subscriptions", refusals=(TeamNeeded,))
def list_subscriptions(work: UnitOfWork, query: PayerPage) -> Page[SubscriptionView]:
    """See the number plans and until when each is paid."""
    return plans.list_plans(work, query=query)


@api.post("/v1/subscriptions/{id}/cancel", refusals=(*_PLAN, OwnNumber))
def cancel_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Cancel a plan: it runs to the end of what is paid."""
    return change_plan.cancel_plan(work, subscription_id=id)


@api.post("/v1/subscriptions/{id}/resume", refusals=(*_PLAN, OwnNumber))
def resume_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Resume a canceled plan, so that it renews again."""
    return change_plan.resume_plan(work, subscription_id=id)


@api.put("/v1/subscriptions/{id}/plan", keyed="required", refusals=(*_PLAN, PaidByTheTeam, PlanDoesNotFit))
def change_subscription_plan(work: UnitOfWork, id: str, body: PlanChoice, query: DryRun) -> SubscriptionView | Quote:
    """Choose the plan that a subscription renews as; `?dry_run=true` only quotes."""
    if query.dry_run:
        return change_plan.quote_plan_change(work, subscription_id=id, plan_id=body.plan_id)
    return change_plan.change_plan(work, subscription_id=id, plan_id=body.plan_id)


@api.get("/v1/billing/upcoming", refusals=(TeamNeeded,))
def list_upcoming_charges(work: UnitOfWork, query: UpcomingQuery) -> Page[ChargeToCome]:
    """See the upcoming charges, by date."""
    return plans.list_upcoming_charges(work, query=query)
