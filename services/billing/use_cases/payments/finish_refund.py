"""Has PayPal refund what a payer asked for; a refused refund goes back into the wallet (B18)."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.providers.errors import ProviderDownError
from services.billing.domain.asked_refund import AskedRefund
from services.billing.domain.credit_refund import drop_refund
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
    asked = payment.refund if payment else None
    if payment is None or asked is None or not asked.is_open:
        return
    if asked.is_abandoned(work.now):
        log().error("billing.refund.abandoned", extra={"payment_id": payment.payment_id})
        count("RefundRefused")
        return
    issue = refund_payment(work, paypal=paypal, payment=payment, note=f"{payment.what}: refund of unspent credits")
    if issue:
        give_back(work, payment, asked, issue)
    work.save([payments.forget_refund(asked.request_id)])


def resume_refund(work: UnitOfWork, *, paypal: "PayPal", payment_id: str, request_id: str) -> None:
    """Ask PayPal again for a refund that was not answered, and forget the note of one that is decided."""
    payment = payments.find(work.table, payment_id)
    asked = payment.refund if payment else None
    if asked is None or not asked.is_open or asked.request_id != request_id:
        work.save([payments.forget_refund(request_id)])
        return
    later = work.afresh()
    later.save([payments.note_refund(payment_id, request_id, work.now + _PAUSE)])
    later.commit()
    with suppress(ProviderDownError):  # it is asked again after the pause
        finish_refund(work, paypal=paypal, payment_id=payment_id)


def give_back(work: UnitOfWork, payment: Payment, asked: AskedRefund, issue: str, *, by: str = "") -> None:
    """Free what was held for a refund that PayPal refuses, and notify its payer of PayPal's issue.

    `by` is the operator who gives it up, if PayPal has not answered.
    """
    wallet = find_wallet_of(work, payment)
    after, journal = drop_refund(payment, asked, wallet)
    work.save(payments.save(after))
    post_with_alerts(work, journal, read=[wallet], by=by or None)
    publish_refused_refund(work, payment, asked, issue)
