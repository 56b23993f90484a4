"""Refunds unspent credits at the payer's request: quotes it, and holds the money until PayPal has answered (B18)."""

from contracts.billing import CreditRefundDue
from contracts.money import Money
from contracts.sentences import say
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.credit_refund import REFUNDABLE_FOR, is_refundable, most_refundable, start_refund
from services.billing.domain.ledger import Wallet
from services.billing.domain.limits import REFUNDS
from services.billing.domain.payment import Payment
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.person import Person
from services.billing.domain.problems import (
    NothingToRefund,
    NotRefundable,
    NotThePayer,
    RefundInProgress,
    TopUpWouldBuyAgain,
)
from services.billing.http.refund_views import RefundQuote
from services.billing.http.views import PaymentView
from services.billing.stores import payments, top_ups
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.payments.list_payments import find_payment
from services.billing.use_cases.payments.record_payment_fact import find_wallet_of


def quote_refund(work: UnitOfWork, *, payment_id: str, wanted: int | None) -> RefundQuote:
    """Quote how much would go back, to which PayPal wallet, and what would be left. Raises what `refund_credits` does.

    Without `wanted` it is all that is possible.
    """
    payment, _, wallet = _load(work, payment_id)
    amount = decide(work, payment, wallet, wanted)
    return RefundQuote.of(payment, amount, wallet.available - amount)


def refund_credits(work: UnitOfWork, *, payment_id: str, wanted: int | None, request_id: str) -> PaymentView:
    """Hold the money and have PayPal refund it; return the payment with what is under way.

    A request of the same id changes nothing more. Raises NotFound, NotThePayer, NotRefundable, NothingToRefund,
    RefundInProgress, TopUpWouldBuyAgain, MoneyLocked and TooManyRefunds.
    """
    payment, person, wallet = _load(work, payment_id)
    if payment.refund is None or payment.refund.request_id != request_id:
        payment = start(work, payment, wallet, decide(work, payment, wallet, wanted), request_id)
        work.save(count_uses(work, REFUNDS))
    return PaymentView.of(payment, name_people(work, person, payment.people), work.now)


def _load(work: UnitOfWork, payment_id: str) -> tuple[Payment, Person, Wallet]:
    payment, person = find_payment(work, payment_id)
    callers.require_unlocked(work, person)
    wallet = find_wallet_of(work, payment)
    is_owned = person.role == "owner" and person.is_on(wallet.name) if wallet.is_team else True
    if payment.payer_id != person.account_id or not is_owned:
        raise NotThePayer
    return payment, person, wallet


def decide(work: UnitOfWork, payment: Payment, wallet: Wallet, wanted: int | None) -> int:
    """Return how much goes back: what is wanted, or all that is possible; or raise why it cannot."""
    if payment.refunding:
        raise RefundInProgress(retry_after=5)
    if not is_refundable(payment, work.now):
        raise NotRefundable(_explain(payment))
    most = most_refundable(payment, wallet)
    if not most or (wanted or 0) > most:
        raise NothingToRefund(_explain_most(most), refundable=Money.of(most).model_dump())
    amount = wanted or most
    top_up = top_ups.find(work.table, wallet.name)
    if top_up and not top_up.off and wallet.usable - amount < top_up.threshold:
        raise TopUpWouldBuyAgain
    return amount


def start(work: UnitOfWork, payment: Payment, wallet: Wallet, amount: int, request_id: str, *, by: str = "") -> Payment:
    """Hold what goes back, and have PayPal asked for it; `by` is the operator, if it was not the payer."""
    after, journal = start_refund(payment, wallet, request_id, amount, work.now, by=by)
    work.save(payments.save(after), [payments.note_refund(payment.payment_id, request_id, work.now)])
    post_with_alerts(work, journal, read=[wallet], by=by or None)
    if wallet.is_team:
        publish_money_change(work, wallet.name, "refund_requested", amount=amount)
    work.publish(CreditRefundDue(payment_id=payment.payment_id))
    return after


def _explain(payment: Payment) -> str | None:
    """Say why nothing can go back of this payment, where more is known than that it cannot."""
    if payment.plans:
        return say("This paid for number plans, not for credits. Only unspent credits can be refunded.")
    if payment.status is PaymentStatus.DISPUTED:
        return say("This payment is disputed at PayPal. Until that's decided, nothing of it can be refunded.")
    if payment.completed_at and payment.status in (PaymentStatus.COMPLETED, PaymentStatus.REFUNDED):
        return say("PayPal refunds a payment for {count} days only. This one is older.", count=REFUNDABLE_FOR.days)
    return None


def _explain_most(most: int) -> str | None:
    if not most:
        return None
    return say(
        "Up to {amount} USD of this payment can be refunded: the rest is spent, given or held.",
        amount=Money.of(most).amount,
    )
