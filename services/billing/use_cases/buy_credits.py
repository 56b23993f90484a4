"""Buy credits with PayPal, for the team or for oneself (B5)."""

from typing import TYPE_CHECKING

from kernel import ids
from kernel.calls import Call
from kernel.work import Work
from services.billing.bodies import NewPurchase
from services.billing.payments import Payment
from services.billing.people import Payer
from services.billing.stores import people
from services.billing.use_cases.pay import intent, method_for, pay
from services.billing.views import Quote, QuoteLine

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

WHAT = "Call credits"


def quote_credits(work: Work, call: Call, order: NewPurchase) -> Quote:
    """What the purchase would cost, and whom."""
    person = people.find(work.table, call.caller_id)
    payer = order.payer or person.usual_payer
    person.wallet(payer)
    method_for(work, person, payer)
    return Quote.now(work.now, [QuoteLine.of(WHAT, order.amount.micros, work.now, payer)])


def buy_credits(work: Work, call: Call, paypal: "PayPal", order: NewPurchase) -> Payment:
    """Buy, and give the payment as it stands: completed, or not decided yet."""
    person = people.find(work.table, call.caller_id)
    payer: Payer = order.payer or person.usual_payer
    wallet = person.wallet(payer)
    method = method_for(work, person, payer)
    payment_id = id_of(call, "pay", "credits")
    purchase = intent(payment_id, wallet, method, order.amount.micros, WHAT, work.now, person.account_id)
    return pay(work, paypal, purchase)


def id_of(call: Call, prefix: str, what: str) -> str:
    """The id that this request leads to: under a key the same for ever, without one a new one (E2)."""
    key = call.headers.get("idempotency-key")
    return (
        ids.derived_id(prefix, what, call.caller_id, call.event.get("rawPath", ""), key) if key else ids.new_id(prefix)
    )
