"""Buys credits with PayPal, for the team or for the caller (B5)."""

from typing import TYPE_CHECKING

from contracts.months import month_of
from contracts.quotes import Quote, QuoteLine
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.step_up import require_proof
from services.billing.domain.payment import Payment
from services.billing.domain.person import Payer
from services.billing.http.schemas import NewPurchase
from services.billing.stores import admin_spending
from services.billing.use_cases import callers
from services.billing.use_cases.payments.pay import draft_payment, find_payment_method, pay
from services.billing.use_cases.payments.store_intent import require_room

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

WHAT = "Call credits"


def quote_credits(work: UnitOfWork, *, order: NewPurchase) -> Quote:
    """Quote the purchase, with its payer."""
    person = callers.read_spender(work)
    payer = order.payer or person.usual_payer
    wallet = person.wallet(payer)
    find_payment_method(work, person, payer)
    if payer == "team" and person.role == "admin":
        spending = admin_spending.find(work.table, wallet, person.account_id)
        require_room(spending, person, order.amount.micros, month_of(work.now))
    return Quote.now(work.now, [QuoteLine.of(WHAT, order.amount.micros, work.now, payer)])


def buy_credits(
    work: UnitOfWork, *, paypal: "PayPal", order: NewPurchase, payment_id: str, wallet_cap: int, has_proof: bool
) -> Payment:
    """Buy the credits, and return the payment: completed, or not decided yet.

    Raises StepUpRequired above the wallet's amount, and what `pay` raises.
    """
    person = callers.read_spender(work)
    payer: Payer = order.payer or person.usual_payer
    wallet = person.wallet(payer)
    method = find_payment_method(work, person, payer)
    if method.asks_for_proof(order.amount.micros):
        require_proof(has_proof=has_proof)
    purchase = draft_payment(payment_id, wallet, method, order.amount.micros, WHAT, work.now, person)
    return pay(work, paypal, purchase, wallet_cap=wallet_cap)
