"""Has PayPal refund what a payer asked for; a refused refund goes back into the wallet (B18)."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.providers.errors import ProviderDownError
from services.billing.domain.credit_refund import REPEATABLE_FOR, drop_refund
from services.billing.domain.payment import Payment
from services.billing.stores import payments
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.payments.publish_refusal import publish_refused_refund
from services.billing.use_cases.payments.record_payment_fact import find_wallet_of
from services.billing.use_cases.payments.refund_payment import refund_payment

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_PAUSE = timedelta(minutes=15)


def finish_refund(work: UnitOfWork, *, paypal: "PayPal", payment_id: str) -> None:
    """Refund what its payer asked for, once, however often this is called; do nothing if it is decided.

    Raises DownError and UnclearError while PayPal gives no answer: then the event comes again, and later the janitor.
    """
    payment = payments.find(work.table, payment_id)
    if payment is None or not payment.refunding:
        return
    if payment.refund_asked_at and work.now >= payment.refund_asked_at + REPEATABLE_FOR:
        log().error("billing.refund.abandoned", extra={"payment_id": payment.payment_id})
        count("RefundRefused")
        return
    issue = refund_payment(work, paypal=paypal, payment=payment, note=f"{payment.what}: refund of unspent credits")
    if issue:
        give_back(work, payment, issue)
    work.save([payments.forget_refund(payment.refund_request)])


def resume_refund(work: UnitOfWork, *, paypal: "PayPal", payment_id: str, request_id: str) -> None:
    """Ask PayPal again for a refund that was not answered, and forget the note of one that is decided."""
    payment = payments.find(work.table, payment_id)
    if payment is None or not payment.refunding or payment.refund_request != request_id:
        work.save([payments.forget_refund(request_id)])
        return
    later = work.afresh()
    later.save([payments.note_refund(payment, work.now + _PAUSE)])
    later.commit()
    with suppress(ProviderDownError):  # it is asked again after the pause
        finish_refund(work, paypal=paypal, payment_id=payment_id)


def give_back(work: UnitOfWork, payment: Payment, issue: str) -> None:
    """Free what was held for a refund that PayPal refuses, and notify its payer of PayPal's issue."""
    wallet = find_wallet_of(work, payment)
    after, journal = drop_refund(payment, wallet)
    work.save(payments.save(after))
    post_with_alerts(work, journal, read=[wallet])
    publish_refused_refund(work, payment, issue)
