"""Charges what an owner has approved: the payment is stored, and PayPal is asked once for it, however often (T11)."""

from typing import TYPE_CHECKING

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.stores import payments
from services.billing.use_cases.payments.charge_payment import CHARGE_WINDOW, charge_paypal

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def charge_approved(work: UnitOfWork, *, paypal: "PayPal", payment_id: str) -> None:
    """Charge the payment unless that is decided. Raises Unavailable while PayPal is not reached: it comes again."""
    payment = payments.find(work.table, payment_id)
    if payment and payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + CHARGE_WINDOW:
        charge_paypal(work, paypal, payment, fresh=False)
