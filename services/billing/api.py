"""Billing's door for apps and portal."""

from kernel import snapshot
from kernel.calls import Answer, Call
from kernel.http import Api
from kernel.pages import Listed
from kernel.problems import Conflict, NotFound, Unavailable
from kernel.work import Work
from services.billing import wiring
from services.billing.bodies import (
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
from services.billing.people import TeamNeeded
from services.billing.plan_views import ChargeToCome, PlanView, SubscriptionView
from services.billing.rate_views import RateDeck
from services.billing.use_cases import (
    allocate_credits,
    attach_wallet,
    buy_credits,
    change_plan,
    see_billing,
    see_credits,
    see_ledger,
    see_payments,
    see_plans,
    see_rates,
    set_auto_top_up,
    take_back_credits,
)
from services.billing.use_cases.allocate_credits import TooMuchAtOnce
from services.billing.use_cases.attach_wallet import NotApproved, PlansRunning
from services.billing.use_cases.change_plan import OwnNumber, PaidByTheTeam, PlanDoesNotFit, PlanNotRunning
from services.billing.use_cases.pay import PaymentDeclined, PaymentInProgress, PaymentMethodRequired
from services.billing.use_cases.see_payments import NoReceipt
from services.billing.views import (
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

api = Api("billing", wiring.table)
handler = snapshot.primed(api.handler, lambda: snapshot.prime_api(api.handler, api.routes, wiring.table()))

_PAYING = (PaymentMethodRequired, PaymentDeclined, PaymentInProgress, TeamNeeded)
_PLAN = (NotFound, PlanNotRunning)


@api.get("/v1/billing", refusals=(TeamNeeded,))
def get_billing(work: Work, call: Call, query: PayerQuery) -> Billing:
    """See who pays with what, and what there is."""
    return see_billing.see_billing(work, call, query.payer)


@api.post("/v1/billing/payment-method", status=201, refusals=(TeamNeeded,))
def start_attaching_wallet(work: Work, call: Call, body: NewSetup) -> Setup:
    """Begin to attach a PayPal wallet: the browser goes to `approve_url`."""
    return attach_wallet.start_attaching(work, call, wiring.paypal(), body)


@api.post("/v1/billing/payment-method/{setup_id}/confirm", refusals=(NotApproved,))
def confirm_attaching_wallet(work: Work, call: Call, setup_id: str) -> PaymentMethod:
    """Attach the wallet that was approved; it is the default for every purchase from then on."""
    return attach_wallet.confirm_attaching(work, call, wiring.paypal(), setup_id)


@api.delete("/v1/billing/payment-method", refusals=(TeamNeeded, PlansRunning))
def remove_wallet(work: Work, call: Call, query: Confirmed) -> None:
    """Let go of the PayPal wallet; with plans running only if `?confirm=true` says so."""
    attach_wallet.detach_wallet(work, call, query)


@api.post("/v1/billing/credits", status=201, refusals=_PAYING, quotes=Quote)
def purchase_credits(work: Work, call: Call, body: NewPurchase, query: DryRun) -> Purchase:
    """Buy credits with the attached PayPal wallet; `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, buy_credits.quote_credits(work, call, body))  # type: ignore[return-value]
    return Purchase.of(buy_credits.buy_credits(work, call, wiring.paypal(), body))


@api.put("/v1/billing/auto-top-up", refusals=(PaymentMethodRequired, TeamNeeded), quotes=Quote)
def put_auto_top_up(work: Work, call: Call, body: AutoTopUpOrNone, query: DryRun) -> AutoTopUpOrNone:
    """Have credits bought when the balance runs low, or null to stop that; `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, set_auto_top_up.quote_auto_top_up(work, call, body.root))  # type: ignore[return-value]
    settings: AutoTopUp | None = set_auto_top_up.set_auto_top_up(work, call, body.root)
    return AutoTopUpOrNone(settings)


@api.get("/v1/billing/checks", refusals=(TeamNeeded,))
def list_checks(work: Work, call: Call, query: PayerQuery) -> Listed[CheckView]:
    """See whether last night's balances were what their entries make."""
    return see_ledger.see_checks(work, call, query.payer)


@api.get("/v1/users/{user_id}/credits")
def get_user_credits(work: Work, call: Call, user_id: str) -> UserCredits:
    """See what a user has to spend."""
    return see_credits.see_credits(work, call, user_id)


@api.post(
    "/v1/users/{user_id}/credits",
    status=201,
    refusals=(*_PAYING, NotFound, TooMuchAtOnce, Unavailable),
    quotes=Quote,
)
def give_user_credits(work: Work, call: Call, user_id: str, body: NewAllocation, query: DryRun) -> Allocation:
    """Give a user credits from the team's balance; what it lacks is charged. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, allocate_credits.quote_allocation(work, call, user_id, body))  # type: ignore[return-value]
    return allocate_credits.allocate_credits(work, call, wiring.paypal, user_id, body)


@api.delete("/v1/users/{user_id}/credits", refusals=(TeamNeeded, Conflict))
def take_back_user_credits(work: Work, call: Call, user_id: str) -> UserCredits:
    """Take back what the team gave a user and is unspent."""
    return take_back_credits.take_back_credits(work, call, user_id)


@api.put("/v1/users/{user_id}/spend-limit", refusals=(TeamNeeded,))
def put_spend_limit(work: Work, call: Call, user_id: str, body: SpendLimit) -> UserCredits:
    """Limit what a user may spend in a month, or lift the limit with null."""
    return see_credits.set_spend_limit(work, call, user_id, body)


@api.get("/v1/payments", refusals=(TeamNeeded,))
def list_payments(work: Work, call: Call, query: PayerPage) -> Listed[PaymentView]:
    """See the payments, newest first."""
    return see_payments.list_payments(work, call, query)


@api.get("/v1/payments/{payment_id}")
def get_payment(work: Work, call: Call, payment_id: str) -> PaymentView:
    """See one payment as it stands now."""
    return see_payments.see_payment(work, call, payment_id)


@api.get("/v1/payments/{payment_id}/receipt", refusals=(NoReceipt,))
def get_receipt(work: Work, call: Call, payment_id: str) -> Answer:
    """Get the receipt as a page, or as a PDF with `Accept: application/pdf`."""
    return see_payments.see_receipt(work, call, payment_id)


@api.get("/v1/ledger", refusals=(TeamNeeded, NotFound))
def list_entries(work: Work, call: Call, query: StatementQuery) -> Listed[EntryView]:
    """See the entries of a wallet, oldest first, with the balance after each."""
    return see_ledger.see_ledger(work, call, query)


@api.get("/v1/plans", open=True)
def list_catalogue() -> Listed[PlanView]:
    """See the number plans on offer."""
    return see_plans.see_catalogue()


@api.get("/v1/rates", open=True)
def list_rates(query: RateQuery) -> RateDeck:
    """See what calls and texts cost: everywhere, or to the numbers that begin with `prefix`."""
    return see_rates.see_rates(query)


@api.get("/v1/subscriptions", refusals=(TeamNeeded,))
def list_plans(work: Work, query: PayerPage) -> Listed[SubscriptionView]:
    """See the number plans that run, and until when they are paid."""
    return see_plans.see_plans(work, query)


@api.post("/v1/subscriptions/{id}/cancel", refusals=(*_PLAN, OwnNumber))
def cancel_subscription(work: Work, id: str) -> SubscriptionView:
    """Have a plan run to the end of what is paid, and no longer."""
    return change_plan.cancel_plan(work, id)


@api.post("/v1/subscriptions/{id}/resume", refusals=(*_PLAN, OwnNumber))
def resume_subscription(work: Work, id: str) -> SubscriptionView:
    """Have a cancelled plan go on."""
    return change_plan.resume_plan(work, id)


@api.put("/v1/subscriptions/{id}/plan", refusals=(*_PLAN, PaidByTheTeam, PlanDoesNotFit), quotes=Quote)
def put_plan(work: Work, id: str, body: PlanChoice, query: DryRun) -> SubscriptionView:
    """Have a plan renewed as another one; `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, change_plan.quote_change(work, id, body.plan_id))  # type: ignore[return-value]
    return change_plan.change_plan(work, id, body.plan_id)


@api.get("/v1/billing/upcoming", refusals=(TeamNeeded,))
def list_upcoming(work: Work, query: UpcomingQuery) -> Listed[ChargeToCome]:
    """See the charges to come, by date."""
    return see_plans.see_upcoming(work, query)
