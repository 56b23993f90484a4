"""Handles the requests of apps and the portal to billing."""

from contracts.quotes import Quote
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
from services.billing.http import details_schemas, entry_views, schemas, views
from services.billing.http.payer_queries import PayerPage, PayerQuery
from services.billing.http.refund_views import RefundOrder, RefundQuote

api = Api("billing", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.billing.domain import payment, person, plan, top_up
    from services.billing.stores.payment_methods import Method

    records = (person.Person, payment.Payment, plan.Subscription, top_up.TopUp, Method)
    snapshot.prime_api(api.handler, api.routes, wiring.table(), records=records)


handler = snapshot.prime_before_snapshot(api.handler, _prime)


@api.get("/v1/billing", refusals=(problems.TeamNeeded,))
def view_billing(work: UnitOfWork, query: PayerQuery) -> views.Billing:
    """See which payment method pays, and the balance."""
    from services.billing.use_cases.wallet import view_billing as billing

    return billing.view_billing(work, payer=query.payer)


@api.post("/v1/billing/credits", status=201, keyed="required", step_up="by_handler", refusals=problems.PAYING)
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


@api.put(
    "/v1/billing/auto-top-up",
    keyed="required",
    step_up="by_handler",
    refusals=(problems.PaymentMethodRequired, problems.TeamNeeded),
)
def set_auto_top_up(
    work: UnitOfWork, request: Request, body: schemas.AutoTopUpOrNone, query: schemas.TopUpQuery
) -> schemas.AutoTopUpOrNone | Quote:
    """Buy credits automatically when the balance is low, or stop with null; `?dry_run=true` only quotes."""
    from services.billing.use_cases.top_ups import set_auto_top_up as auto_top_up

    if query.dry_run:
        return auto_top_up.quote_auto_top_up(work, payer=query.payer, wanted=body.root)
    settings: schemas.AutoTopUp | None = auto_top_up.set_auto_top_up(
        work, payer=query.payer, wanted=body.root, has_proof=has_fresh_proof(request, work.now)
    )
    return schemas.AutoTopUpOrNone(settings)


@api.get("/v1/billing/details", refusals=(problems.TeamNeeded,))
def get_billing_details(work: UnitOfWork, query: PayerQuery) -> details_schemas.BillingDetailsView:
    """See what is printed on the invoices as the buyer's details."""
    from services.billing.use_cases.invoices import billing_details

    return billing_details.view_billing_details(work, payer=query.payer)


@api.put("/v1/billing/details", refusals=(problems.TeamNeeded,))
def set_billing_details(
    work: UnitOfWork, body: details_schemas.NewBillingDetails
) -> details_schemas.BillingDetailsView:
    """Set the buyer's details for invoices from now on; those that are issued keep theirs."""
    from services.billing.use_cases.invoices import billing_details

    return billing_details.set_billing_details(work, wanted=body)


@api.get("/v1/billing/checks", refusals=(problems.TeamNeeded,))
def list_balance_checks(work: UnitOfWork, query: PayerQuery) -> Page[entry_views.CheckView]:
    """See what last night's verification of the balances found."""
    from services.billing.use_cases.books.list_checks import list_checks

    return list_checks(work, payer=query.payer)


@api.get("/v1/payments", refusals=(problems.TeamNeeded,))
def list_payments(work: UnitOfWork, query: PayerPage) -> Page[views.PaymentView]:
    """See the payments, newest first."""
    from services.billing.use_cases.payments import list_payments as payments

    return payments.list_payments(work, query=query)


@api.get("/v1/payments/{payment_id}")
def get_payment(work: UnitOfWork, payment_id: str) -> views.PaymentView:
    """See a payment with its current status."""
    from services.billing.use_cases.payments import list_payments as payments

    return payments.view_payment(work, payment_id=payment_id)


def _unless_quoted(body: object, query: DryRun) -> bool:
    """Ask for a proof unless the request only quotes."""
    return not query.dry_run


@api.post(
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
