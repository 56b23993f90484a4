"""Finds out the result of a payment that is not decided: PayPal is asked, and never charges again."""

from typing import TYPE_CHECKING

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.stores import payments, plan_lines, plans
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_MOST_READ = 100


def resolve_payment(work: UnitOfWork, *, paypal: "PayPal", payment: Payment) -> None:
    """Record what PayPal knows; while it is not final, schedule the next question, each time later."""
    from services.billing.use_cases.payments import call_paypal

    facts = call_paypal.find_outcome(paypal, payment, repeat=_is_wanted(work, payment))
    known = (
        record_payment_fact(work, payment.payment_id, *facts)
        if facts
        else payments.find(work.table, payment.payment_id)
    )
    if known and not known.is_final:
        fresh = work.afresh()
        fresh.save(payments.save(known.retry_later(work.now)))
        try:
            fresh.commit()
        except Stale:
            return  # a fact was recorded in between


def _is_wanted(work: UnitOfWork, payment: Payment) -> bool:
    """Return whether it is charged if it never reached PayPal: no caller of a renewal may have given up on it.

    A request that certainly reached PayPal is repeated in any case, to get its answer.
    """
    if payment.charge_status is not ChargeStatus.NOT_YET:
        return True
    if payment.paid_for != "renewal":
        return False
    lines, _ = plan_lines.list_lines(work.table, payment.payment_id, _MOST_READ)
    waiting = plans.find_many(work.table, [line.subscription_id for line in lines]).values()
    return any(plan.in_flight == payment.payment_id for plan in waiting)
