"""Charges what falls due for a payer on a day: one payment for all of their plans (B8)."""

from datetime import datetime
from typing import TYPE_CHECKING

from contracts.plan_events import PlansDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.billing_day import complete_days, end_of_day
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import payments, plans
from services.billing.use_cases.payments.charge_payment import charge_if_unsent
from services.billing.use_cases.plans.save_plan import PLANS_AT_ONCE, save_plan
from services.billing.use_cases.renewals.collect_plans import collect_plans
from services.billing.use_cases.renewals.open_plan import charge_first_period
from services.billing.use_cases.store_plans.have_judged import have_store_plans_judged
from services.billing.use_cases.wallet.find_wallet import find_working_wallet

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_MOST_PLANS = 500  # of one payment: as many as a function can collect in its time


def charge_due_plans(work: UnitOfWork, *, paypal: "PayPal", payer: str, as_of: datetime, wallet_cap: int) -> None:
    """Charge a payer's due plans together, and end the canceled ones; do nothing for what was handled already.

    Raises Unavailable while PayPal cannot be reached: then the event comes again.
    """
    found = list(plans.list_due_by(work.table, payer, end_of_day(as_of)))
    have_store_plans_judged(work, [plan for plan in found if plan.paid_in_store and plan.is_due(as_of)], as_of)
    due = complete_days([plan for plan in found if not plan.paid_in_store], as_of)
    begun = _find_begun(work, due)
    over = [plan for plan in due if _is_over(plan, begun)]
    _end_canceled(work, over)
    collected = _collect(work, payer, [plan for plan in due if plan.may_be_charged], as_of)
    dropped = {plan.in_flight for plan in over}
    for payment in (*begun.values(), collected):
        if payment and payment.payment_id not in dropped:
            charge_if_unsent(work, paypal, payment)
    for plan in due:
        if plan.status is PlanStatus.OPENING:
            charge_first_period(work, paypal=paypal, plan=plan, wallet_cap=wallet_cap)


def retry_plans(work: UnitOfWork, *, paypal: "PayPal", payer: str) -> None:
    """Charge what is past due before its next try, as its payer has a wallet again; the schedule stays."""
    past_due = [plan for plan in plans.list_running(work.table, payer) if plan.may_be_retried]
    if past_due and find_working_wallet(work, payer):
        charge_if_unsent(work, paypal, collect_plans(work, payer, past_due[:_MOST_PLANS], early=True))


def _collect(work: UnitOfWork, payer: str, due: list[Subscription], as_of: datetime) -> Payment | None:
    """Collect the plans into a payment; what is more than one function can do is the next one's."""
    if len(due) > _MOST_PLANS:
        work.publish(PlansDue(payer=payer, as_of=as_of))
    return collect_plans(work, payer, due[:_MOST_PLANS])


def _find_begun(work: UnitOfWork, due: list[Subscription]) -> dict[str, Payment]:
    """Return the stored payments of the renewals that are in flight, by their ids."""
    in_flight = {plan.in_flight for plan in due if plan.in_flight and plan.runs}
    found = (payments.find(work.table, payment_id) for payment_id in sorted(in_flight))
    return {payment.payment_id: payment for payment in found if payment}


def _is_over(plan: Subscription, begun: dict[str, Payment]) -> bool:
    """Return whether a canceled plan is not charged any more: its own charge, if any, was never answered by PayPal.

    If that completes all the same, it is refunded when it is reported. A charge that others share is made.
    """
    if not plan.cancelled or not plan.runs:
        return False
    if not plan.in_flight:
        return True
    payment = begun.get(plan.in_flight)
    return payment is not None and payment.plans == 1 and payment.charge_status is ChargeStatus.NOT_YET


def _end_canceled(work: UnitOfWork, over: list[Subscription]) -> None:
    for at in range(0, len(over), PLANS_AT_ONCE):
        for plan in over[at : at + PLANS_AT_ONCE]:
            save_plan(work, plan, plan.end(plan.paid_through))
        work.commit()
