"""Pays by PayPal: the intent is stored before PayPal is asked, so that no crash can charge twice or lose a purchase."""

from datetime import datetime
from typing import TYPE_CHECKING

from contracts.payment_reasons import write_reason
from contracts.sentences import say
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.idempotency import IdempotencyKeyReused
from services.billing.domain.ledger import Wallet
from services.billing.domain.limits import PURCHASES, SPENDING
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.person import Payer, Person
from services.billing.domain.problems import (
    AdminLimitReached,
    PaymentDeclined,
    PaymentInProgress,
    PaymentMethodRequired,
)
from services.billing.stores import payment_methods, payments, people
from services.billing.stores.payment_methods import Method
from services.billing.use_cases import callers
from services.billing.use_cases.payments.charge_payment import CHARGE_WINDOW, charge_paypal
from services.billing.use_cases.payments.store_intent import store_intent

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


class PaymentExists(Exception):  # noqa: N818 (not an error: the payment is there)
    """A payment of this id exists; `item` is it."""

    def __init__(self, item: Item) -> None:
        super().__init__("already begun")
        self.item = item


def find_payment_method(work: UnitOfWork, person: Person, payer: Payer) -> Method:
    """Return the wallet that pays: the caller's, or the team owner's. Raises PaymentMethodRequired and MoneyLocked."""
    owner_id = person.account_id
    if payer == "team" and person.role != "owner":
        owner_id = people.find_team(work.table, person.runs_team()).owner_id
    method = payment_methods.find(work.table, owner_id) if owner_id else None
    if owner_id:
        callers.require_unlocked(work, person if owner_id == person.account_id else people.find(work.table, owner_id))
    if method is None or not method.works:
        raise PaymentMethodRequired(PaymentMethodRequired.broken if method else None)
    return method


def pay(
    work: UnitOfWork, paypal: "PayPal", purchase: Payment, *, wallet_cap: int, team: Wallet | None = None
) -> Payment:
    """Make the payment, once for its id, and return it with the result so far.

    What the balance of `team` contributes is held with the intent: raises Stale if it is not there any more.

    Raises PaymentDeclined, PaymentInProgress while another request makes it, Unavailable if PayPal cannot be reached,
    TooManyPurchases, AdminLimitReached, WalletTooNew, and IdempotencyKeyReused if the id belongs to another payment.
    `work` is committed.
    """
    try:
        payment, fresh = _store_intent(work, purchase, wallet_cap, team), True
    except PaymentExists as there:
        payment, fresh = payments.loaded(there.item), False
        _refuse_another(payment, purchase)
        if payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + payments.GRACE:
            raise PaymentInProgress(retry_after=5) from there
    if payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + CHARGE_WINDOW:
        payment = charge_paypal(work, paypal, payment, fresh=fresh)
    return raise_if_declined(payment)


def raise_if_declined(payment: Payment) -> Payment:
    """Return the payment, or raise PaymentDeclined with the reason if it was refused."""
    if payment.charge_status.has_failed:
        reason = write_reason(payment.reason) or say(PaymentDeclined.title)
        why = say("{reason} Nothing was charged.", reason=reason)
        raise PaymentDeclined(why, payment_id=payment.payment_id, reason=payment.reason)
    return payment


def _store_intent(work: UnitOfWork, payment: Payment, wallet_cap: int, team: Wallet | None) -> Payment:
    """Store the intent, count it against the limits, and commit. Raises PaymentExists, else the limits' refusals."""
    try:
        store_intent(work, payment, on_conflict=PaymentExists, wallet_cap=wallet_cap, team=team)
    except AdminLimitReached:
        if item := work.table.get(**payments.key(payment.payment_id)):
            raise PaymentExists(item) from None  # it was counted when it began
        raise
    work.save(count_uses(work, PURCHASES), count_uses(work, SPENDING, by=payment.amount))
    work.commit()
    return payment


def draft_payment(
    payment_id: str, wallet: str, method: Method, amount: int, what: str, now: datetime, person: Person
) -> Payment:
    """Return a payment as it is before PayPal is asked; what an admin asks of the team's wallet is limited (T11)."""
    return Payment(
        payment_id,
        wallet,
        method.account_id,
        amount,
        what,
        "purchase",
        method.token,
        now,
        person.account_id,
        limited=person.role == "admin" and wallet == person.team_id,
        capped_by=method.capped_by(now),
    )


def _refuse_another(payment: Payment, wanted: Payment) -> None:
    purchase = (wanted.wallet, wanted.for_user, wanted.for_amount or wanted.amount)
    if (payment.wallet, payment.for_user, payment.for_amount or payment.amount) != purchase:
        raise IdempotencyKeyReused(field="Idempotency-Key")
