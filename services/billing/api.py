"""Handles the requests of apps and the portal to billing."""

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
from services.billing.http import schemas, views
from services.billing.http.plan_views import ChargeToCome, PlanView, SubscriptionView
from services.billing.http.rate_views import RateDeck

api = Api("billing", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.billing.domain import payment, person, plan, top_up
    from services.billing.stores.payment_methods import Method

    records = (person.Person, payment.Payment, plan.Subscription, top_up.TopUp, Method)
    snapshot.prime_api(api.handler, api.routes, wiring.table(), records=records)


handler = snapshot.prime_before_snapshot(api.handler, _prime)

_PAYING = (
    problems.PaymentMethodRequired,
    problems.PaymentDeclined,
    problems.PaymentInProgress,
    problems.TooManyPurchases,
    problems.AdminLimitReached,
    problems.WalletTooNew,
    problems.TeamNeeded,
)
_DECIDES = (NotFound, problems.TeamNeeded, problems.ApprovalDecided, problems.ApprovalExpired)
_PLAN = (NotFound, problems.PlanNotRunning)


@api.get("/v1/billing", refusals=(problems.TeamNeeded,))
def view_billing(work: UnitOfWork, query: schemas.PayerQuery) -> views.Billing:
    """See which payment method pays, and the balance."""
    from services.billing.use_cases.wallet import view_billing as billing

    return billing.view_billing(work, payer=query.payer)


@api.post(
    "/v1/billing/payment-method",
    status=201,
    step_up=True,
    refusals=(problems.TeamNeeded, problems.ForeignReturnUrl, problems.TooManySetups),
)
def start_attaching_wallet(work: UnitOfWork, request: Request, body: schemas.NewSetup) -> views.Setup:
    """Start to attach a PayPal wallet: send the browser to `approve_url`; it comes back with a `state`."""
    from services.billing.use_cases.wallet import attach_wallet as wallet

    return wallet.start_attaching_wallet(
        work,
        paypal=wiring.paypal(),
        wanted=body,
        targets=wiring.return_targets(),
        key=wiring.approval_key(),
        request_id=request.derived_id("vlt", "setup"),
    )


@api.post("/v1/billing/payment-method/{setup_id}/confirm", refusals=(problems.NotApproved, problems.ApprovedElsewhere))
def attach_wallet(work: UnitOfWork, setup_id: str, body: schemas.ApprovedSetup) -> views.PaymentMethod:
    """Attach the approved PayPal wallet; it pays for every purchase from then on."""
    from services.billing.use_cases.wallet import attach_wallet as wallet

    return wallet.attach_wallet(
        work, paypal=wiring.paypal(), setup_id=setup_id, state=body.state, key=wiring.approval_key()
    )


@api.post("/v1/billing/payment-method/disconnect", status=204, open=True, keyed=False, refusals=(problems.UnknownLink,))
def disconnect_wallet(work: UnitOfWork, body: schemas.DisconnectLink) -> None:
    """Detach a PayPal wallet by the link that its payer was mailed."""
    from services.billing.use_cases.wallet import attach_wallet as wallet

    wallet.disconnect_wallet(work, token=body.token)


@api.delete("/v1/billing/payment-method", step_up=True, refusals=(problems.TeamNeeded, problems.PlansRunning))
def detach_wallet(work: UnitOfWork, query: schemas.Confirmed) -> None:
    """Detach the PayPal wallet; while plans run, only with `?confirm=true`."""
    from services.billing.use_cases.wallet import attach_wallet as wallet

    wallet.detach_wallet(work, asked=query)


@api.patch("/v1/billing/payment-method", step_up=True, refusals=(problems.PaymentMethodRequired,))
def set_step_up(work: UnitOfWork, body: schemas.StepUpAmount) -> views.PaymentMethod:
    """Set above which amount a purchase with the caller's wallet asks for a proof, also an admin's purchase."""
    from services.billing.use_cases.wallet import attach_wallet as wallet

    return wallet.set_step_up(work, wanted=body)


@api.post("/v1/billing/credits", status=201, keyed="required", step_up="by_handler", refusals=_PAYING)
def buy_credits(work: UnitOfWork, request: Request, body: schemas.NewPurchase, query: DryRun) -> views.Purchase | Quote:
    """Buy credits with the attached PayPal wallet; `?dry_run=true` only quotes."""
    from services.billing.use_cases.payments import buy_credits as purchases

    if query.dry_run:
        return purchases.quote_credits(work, order=body)
    return views.Purchase.of(
        purchases.buy_credits(
            work,
            paypal=wiring.paypal(),
            order=body,
            payment_id=request.derived_id("pay", "credits"),
            wallet_cap=wiring.wallet_cap(),
            has_proof=has_fresh_proof(request, work.now),
        )
    )


@api.put("/v1/billing/auto-top-up", keyed="required", refusals=(problems.PaymentMethodRequired, problems.TeamNeeded))
def set_auto_top_up(work: UnitOfWork, body: schemas.AutoTopUpOrNone, query: DryRun) -> schemas.AutoTopUpOrNone | Quote:
    """Buy credits automatically when the balance is low, or stop with null; `?dry_run=true` only quotes."""
    from services.billing.use_cases.top_ups import set_auto_top_up as auto_top_up

    if query.dry_run:
        return auto_top_up.quote_auto_top_up(work, wanted=body.root)
    settings: schemas.AutoTopUp | None = auto_top_up.set_auto_top_up(work, wanted=body.root)
    return schemas.AutoTopUpOrNone(settings)


@api.get("/v1/billing/checks", refusals=(problems.TeamNeeded,))
def list_balance_checks(work: UnitOfWork, query: schemas.PayerQuery) -> Page[views.CheckView]:
    """See what last night's verification of the balances found."""
    from services.billing.use_cases.books import list_entries

    return list_entries.list_checks(work, payer=query.payer)


@api.get("/v1/users/{user_id}/credits")
def get_user_credits(work: UnitOfWork, user_id: str) -> views.UserCredits:
    """See the credits that a user can spend."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.view_credits(work, user_id=user_id)


@api.post(
    "/v1/users/{user_id}/credits",
    status=201,
    keyed="required",
    step_up="by_handler",
    refusals=(*_PAYING, NotFound, problems.TooMuchAtOnce, Unavailable),
)
def give_user_credits(
    work: UnitOfWork, request: Request, user_id: str, body: schemas.NewAllocation, query: DryRun
) -> views.Allocation | Quote:
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


@api.delete("/v1/users/{user_id}/credits", keyed="required", refusals=(problems.TeamNeeded, Conflict))
def take_back_user_credits(work: UnitOfWork, user_id: str) -> views.UserCredits:
    """Take back the unspent credits that the team gave a user."""
    from services.billing.use_cases.credits import reclaim_credits

    return reclaim_credits.reclaim_credits(work, user_id=user_id)


@api.get("/v1/users/credits", refusals=(problems.TeamNeeded,))
def list_user_credits(work: UnitOfWork, query: schemas.UsersQuery) -> Page[views.UserCredits]:
    """See the credits of up to 100 people on the team; who is not on it is left out."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.view_credits_of_users(work, user_ids=query.user_ids.split(","))


@api.post(
    "/v1/users/credits/batch", status=207, keyed="required", refusals=(problems.TeamNeeded, problems.MoneyLockedProblem)
)
def give_credits_to_users(work: UnitOfWork, request: Request, body: schemas.NewAllocations) -> views.AllocationResults:
    """Give up to 100 people credits from the team's balance; nothing is charged. Each row has a result of its own."""
    from services.billing.use_cases.credits import give_credits

    return give_credits.give_credits(work, request=request, rows=body.allocations)


@api.put("/v1/users/{user_id}/spend-limit", refusals=(problems.TeamNeeded,))
def set_spend_limit(work: UnitOfWork, user_id: str, body: schemas.SpendLimit) -> views.UserCredits:
    """Limit what a user may spend in a month, or remove the limit with null."""
    from services.billing.use_cases.credits import view_credits

    return view_credits.set_spend_limit(work, user_id=user_id, limit=body)


@api.get("/v1/users/{user_id}/admin-limit", refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin))
def get_admin_limit(work: UnitOfWork, user_id: str) -> views.AdminLimitView:
    """See what an admin may spend of the owner's PayPal wallet in a month, and what is used."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.view_admin_limit(work, user_id=user_id)


@api.put("/v1/users/{user_id}/admin-limit", refusals=(problems.TeamNeeded, NotFound, problems.NotAnAdmin))
def set_admin_limit(work: UnitOfWork, user_id: str, body: schemas.AdminLimit) -> views.AdminLimitView:
    """Limit what an admin may spend of the owner's PayPal wallet in a month; only the owner may."""
    from services.billing.use_cases.credits import limit_admin

    return limit_admin.set_admin_limit(work, user_id=user_id, limit=body)


@api.get("/v1/approvals", refusals=(problems.TeamNeeded,))
def list_approvals(work: UnitOfWork, query: schemas.ApprovalsQuery) -> Page[views.ApprovalView]:
    """See the purchases above their limits that admins ask the owner to approve, newest first."""
    from services.billing.use_cases.approvals import list_approvals as approvals

    return approvals.list_approvals(work, query=query)


@api.post(
    "/v1/approvals",
    status=201,
    refusals=(
        *_PAYING,
        NotFound,
        problems.TooMuchAtOnce,
        problems.NoApprovalNeeded,
        problems.OneRequestNeeded,
        problems.PlanDoesNotFit,
        problems.TooManyApprovals,
    ),
)
def ask_approval(work: UnitOfWork, body: schemas.NewApproval) -> views.ApprovalView:
    """Ask the owner to approve the very request that was refused with `admin_limit`."""
    from services.billing.use_cases.approvals import ask_approval as approvals

    return approvals.ask_approval(work, asked=body)


@api.post(
    "/v1/approvals/{id}/approve",
    keyed="required",
    step_up="by_handler",
    refusals=(*_PAYING, *_DECIDES, problems.PriceChanged, problems.ApprovalOutdated, problems.TooMuchAtOnce),
)
def approve_purchase(work: UnitOfWork, request: Request, id: str, body: schemas.Approval) -> views.ApprovalView:
    """Approve what an admin asked for, at the amount shown: it is carried out once, as they asked."""
    from services.billing.use_cases.approvals import decide_approval as approvals

    has_proof = has_fresh_proof(request, work.now)
    return approvals.approve(work, approval_id=id, approval=body, wallet_cap=wiring.wallet_cap(), has_proof=has_proof)


@api.post("/v1/approvals/{id}/decline", refusals=_DECIDES)
def decline_purchase(work: UnitOfWork, id: str) -> views.ApprovalView:
    """Decline what an admin asked for; they are notified."""
    from services.billing.use_cases.approvals import decide_approval as approvals

    return approvals.decline(work, approval_id=id)


@api.get("/v1/payments", refusals=(problems.TeamNeeded,))
def list_payments(work: UnitOfWork, query: schemas.PayerPage) -> Page[views.PaymentView]:
    """See the payments, newest first."""
    from services.billing.use_cases.payments import list_payments as payments

    return payments.list_payments(work, query=query)


@api.get("/v1/payments/{payment_id}")
def get_payment(work: UnitOfWork, payment_id: str) -> views.PaymentView:
    """See a payment with its current status."""
    from services.billing.use_cases.payments import list_payments as payments

    return payments.view_payment(work, payment_id=payment_id)


@api.get("/v1/ledger", refusals=(problems.TeamNeeded, NotFound))
def list_ledger_entries(work: UnitOfWork, query: schemas.StatementQuery) -> Page[views.EntryView]:
    """See the entries of a wallet, oldest first, with the balance after each."""
    from services.billing.use_cases.books import list_entries

    return list_entries.list_entries(work, query=query)


@api.get("/v1/plans", open=True)
def list_plans() -> Page[PlanView]:
    """See the number plans on offer."""
    from services.billing.use_cases.plans import list_plans as plans

    return plans.list_catalogue()


@api.get("/v1/rates", open=True)
def list_rates(query: schemas.RateQuery) -> RateDeck:
    """See what calls and texts cost: everywhere, or to numbers that begin with `prefix`."""
    from services.billing.use_cases.plans import view_rates

    return view_rates.view_rates(query)


@api.get("/v1/subscriptions", refusals=(problems.TeamNeeded,))
def list_subscriptions(work: UnitOfWork, query: schemas.PayerPage) -> Page[SubscriptionView]:
    """See the number plans and until when each is paid."""
    from services.billing.use_cases.plans import list_plans as plans

    return plans.list_plans(work, query=query)


@api.post("/v1/subscriptions/{id}/cancel", refusals=(*_PLAN, problems.OwnNumber))
def cancel_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Cancel a plan: it runs to the end of what is paid."""
    from services.billing.use_cases.plans import change_plan

    return change_plan.cancel_plan(work, subscription_id=id)


@api.post("/v1/subscriptions/{id}/resume", refusals=(*_PLAN, problems.OwnNumber))
def resume_subscription(work: UnitOfWork, id: str) -> SubscriptionView:
    """Resume a canceled plan, so that it renews again."""
    from services.billing.use_cases.plans import change_plan

    return change_plan.resume_plan(work, subscription_id=id)


@api.put(
    "/v1/subscriptions/{id}/plan", keyed="required", refusals=(*_PLAN, problems.PaidByTheTeam, problems.PlanDoesNotFit)
)
def change_subscription_plan(
    work: UnitOfWork, id: str, body: schemas.PlanChoice, query: DryRun
) -> SubscriptionView | Quote:
    """Choose the plan that a subscription renews as; `?dry_run=true` only quotes."""
    from services.billing.use_cases.plans import change_plan

    if query.dry_run:
        return change_plan.quote_plan_change(work, subscription_id=id, plan_id=body.plan_id)
    return change_plan.change_plan(work, subscription_id=id, plan_id=body.plan_id)


@api.get("/v1/billing/upcoming", refusals=(problems.TeamNeeded,))
def list_upcoming_charges(work: UnitOfWork, query: schemas.UpcomingQuery) -> Page[ChargeToCome]:
    """See the upcoming charges, by date."""
    from services.billing.use_cases.plans import list_plans as plans

    return plans.list_upcoming_charges(work, query=query)
