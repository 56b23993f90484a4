"""Pays by PayPal: the intent is stored before PayPal is asked, so that no crash can charge twice or lose a purchase."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.items import from_item
from kernel.dynamodb.transact_items import Item, delete
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.idempotency import IdempotencyKeyReused
from services.billing.domain.limits import PURCHASES, SPENDING
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.person import Payer, Person
from services.billing.domain.problems import PaymentDeclined, PaymentInProgress, PaymentMethodRequired
from services.billing.stores import payment_methods, payments, people
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from services.billing.use_cases.wallet.publish_wallet_change import publish_wallet_change

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_WALLET_GONE = frozenset(
    {
        "AGREEMENT_ALREADY_CANCELLED",
        "BILLING_AGREEMENT_NOT_FOUND",
        "TOKEN_ID_NOT_FOUND",
        "TOKEN_EXPIRED",
        "MISMATCHED_VAULT_ID_TO_PAYMENT_SOURCE",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
        "PAYER_ACCOUNT_RESTRICTED",
        "PAYER_CANNOT_PAY",
    }
)


CHARGE_WINDOW = timedelta(hours=3)  # PayPal knows a request again for six; later only the janitor looks for it


class PaymentExists(Exception):  # noqa: N818 (not an error: the payment is there)
    """A payment of this id exists; `item` is it."""

    def __init__(self, item: Item) -> None:
        super().__init__("already begun")
        self.item = item


def find_payment_method(work: UnitOfWork, person: Person, payer: Payer) -> Method:
    """Return the wallet that pays: the caller's, or the team owner's. Raises PaymentMethodRequired."""
    owner_id = person.account_id
    if payer == "team" and person.role != "owner":
        owner_id = people.find_team(work.table, person.runs_team()).owner_id
    method = payment_methods.find(work.table, owner_id) if owner_id else None
    if method is None or not method.works:
        raise PaymentMethodRequired
    return method


def pay(work: UnitOfWork, paypal: "PayPal", purchase: Payment) -> Payment:
    """Make the payment, once for its id, and return it with the result so far.

    Raises PaymentDeclined, PaymentInProgress while another request makes it, Unavailable if PayPal cannot be reached,
    TooManyPurchases, and IdempotencyKeyReused if the id belongs to another payment. `work` is committed.
    """
    try:
        payment, fresh = _store_intent(work, purchase), True
    except PaymentExists as there:
        payment, fresh = from_item(Payment, there.item), False
        _refuse_another(payment, purchase)
        if payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + payments.GRACE:
            raise PaymentInProgress(retry_after=5) from there
    if payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + CHARGE_WINDOW:
        payment = charge_paypal(work, paypal, payment, fresh=fresh)
    return raise_if_declined(payment)


def raise_if_declined(payment: Payment) -> Payment:
    """Return the payment, or raise PaymentDeclined with the reason if it was refused."""
    if payment.charge_status in (ChargeStatus.REFUSED, ChargeStatus.DENIED):
        raise PaymentDeclined(payment_id=payment.payment_id, reason=payment.reason)
    return payment


def _store_intent(work: UnitOfWork, payment: Payment) -> Payment:
    """Store the intent, count it against the limits, and commit. Raises PaymentExists, else TooManyPurchases."""
    work.save([payments.create(payment, on_conflict=PaymentExists)])
    work.save(count_uses(work, PURCHASES), count_uses(work, SPENDING, by=payment.amount))
    work.commit()
    return payment


def charge_paypal(work: UnitOfWork, paypal: "PayPal", payment: Payment, *, fresh: bool) -> Payment:
    """Charge through PayPal and record its answer. One that certainly never arrived is deleted, to free its key."""
    from services.billing.paypal import WALLET_GONE
    from services.billing.use_cases.payments import call_paypal

    try:
        facts = call_paypal.charge_wallet(paypal, payment)
    except call_paypal.NotAskedError as down:
        if fresh:
            work.save(delete(payments.key(payment.payment_id)))
            work.commit()
        raise call_paypal.to_unavailable() from down
    after = record_payment_fact(work, payment.payment_id, *facts)
    if after.reason in WALLET_GONE:
        mark_wallet_broken(work, payment)
    return after


def mark_wallet_broken(work: UnitOfWork, payment: Payment) -> None:
    """Mark the wallet as broken, as PayPal will never charge it again, until another one is attached."""
    method = payment_methods.find(work.table, payment.payer_id)
    if method and method.token == payment.token and method.works:
        fresh = work.afresh()
        fresh.save([payment_methods.mark_broken(method)])
        publish_wallet_change(fresh, method.account_id, works=False)
        fresh.commit()


def draft_payment(
    payment_id: str, wallet: str, method: Method, amount: int, what: str, now: datetime, asked_by: str
) -> Payment:
    """Return a payment as it is before PayPal is asked."""
    return Payment(payment_id, wallet, method.account_id, amount, what, "purchase", method.token, now, asked_by)


def _refuse_another(payment: Payment, wanted: Payment) -> None:
    purchase = (wanted.wallet, wanted.for_user, wanted.for_amount or wanted.amount)
    if (payment.wallet, payment.for_user, payment.for_amount or payment.amount) != purchase:
        raise IdempotencyKeyReused(field="Idempotency-Key")
