"""Settles the plans of a payment when it is decided, taken back, or comes back (B8).

A payment for one page of plans is settled in the transaction that records its fact; a larger one page by page.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from contracts.billing import NoticeDue
from contracts.payment_reasons import NEVER_ARRIVED
from contracts.plan_events import BillingDaySet, PlanLinesDue, PlanRefundDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.earning import next_month_end
from services.billing.domain.payment import Payment
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.plan_line import CAME_BACK, LineStatus, PlanLine, decide_line
from services.billing.stores import billing_accounts, earnings, payments, plan_lines, plans
from services.billing.use_cases.plans.save_plan import PLANS_AT_ONCE, save_plan

_SOON = timedelta(hours=1)
_NAMED = 3  # so many numbers are named in a notice


def settle_plans(work: UnitOfWork, before: Payment, after: Payment) -> Payment:
    """Settle the plans of a payment as a fact leaves it; return the payment with what goes back of it."""
    if not after.plans:
        return after
    reason, lines = CAME_BACK, list[PlanLine]()
    if after.plans > PLANS_AT_ONCE:
        work.publish(PlanLinesDue(payment_id=after.payment_id))
    else:
        lines = plan_lines.list_all(work.table, after.payment_id)
        after, reason, lines = _settle_page(work, after, lines, is_first=True)
    _plan_earning(work, before, after, lines)
    publish_refund(work, before, after, reason)
    return after


def settle_lines(work: UnitOfWork, event: PlanLinesDue) -> None:
    """Settle a page of a large payment's plans; the next page is another task."""
    payment = payments.find(work.table, event.payment_id)
    if payment is None:
        return
    lines, cursor = plan_lines.list_lines(work.table, event.payment_id, PLANS_AT_ONCE, event.cursor)
    after, reason, _ = _settle_page(work, payment, lines, is_first=event.cursor is None)
    if not work.is_empty:
        after = replace(after, version=payment.version + 1)
        work.save(payments.save(after))
        publish_refund(work, payment, after, reason)
    if cursor:
        work.publish(PlanLinesDue(payment_id=event.payment_id, cursor=cursor))


def _settle_page(
    work: UnitOfWork, payment: Payment, lines: list[PlanLine], *, is_first: bool
) -> tuple[Payment, str, list[PlanLine]]:
    """Write what becomes of these lines and their plans; return the payment with what goes back, why, and them."""
    known = plans.find_many(work.table, [line.subscription_id for line in lines])
    past_due, back, after = list[Subscription](), list[PlanLine](), list[PlanLine]()
    for line in lines:
        settled, changed = _settle_line(work, payment, line, known[line.subscription_id])
        after.append(settled)
        if settled.status is LineStatus.UNPAID and changed.status is PlanStatus.PAST_DUE and settled != line:
            past_due.append(changed)
        if settled.status is LineStatus.GOES_BACK and settled != line:
            back.append(settled)
    if is_first and past_due and payment.reason != NEVER_ARRIVED:
        _publish_dunning(work, payment, past_due)
    unearned = payment.unearned + sum(line.amount for line in back)
    return replace(payment, unearned=unearned), back[0].reason if back else CAME_BACK, after


def _plan_earning(work: UnitOfWork, before: Payment, after: Payment, lines: list[PlanLine]) -> None:
    """Store when something of it is earned first; what came or went later, or page by page, is looked at soon."""
    if after.granted == before.granted:
        return
    first = next_month_end(lines, work.now) if before.completed_at is None else None
    work.save([earnings.set_next(after.payment_id, first or work.now + _SOON)])


def _settle_line(
    work: UnitOfWork, payment: Payment, line: PlanLine, plan: Subscription
) -> tuple[PlanLine, Subscription]:
    settled, changed = decide_line(line, plan, payment, work.now)
    if settled != line:
        work.save([plan_lines.save(settled, line)])
    if changed != plan:
        save_plan(work, plan, changed)
    if plan.status is PlanStatus.OPENING and changed.runs and not plan.own_day and settled.has_own_anchor:
        _set_billing_day(work, payment.wallet, changed.anchor)
    return settled, changed


def _set_billing_day(work: UnitOfWork, payer: str, at: datetime) -> None:
    """Have a payer's months counted from the day of their first plan."""
    if billing_accounts.find_billing_day(work.table, payer) is None:
        work.save([billing_accounts.set_billing_day(payer, at)])
        work.publish(BillingDaySet(payer=payer, at=at))


def _publish_dunning(work: UnitOfWork, payment: Payment, past_due: list[Subscription]) -> None:
    """Publish the one notice of a failed try, with the next try and the last one of what is due first."""
    first = min(past_due, key=lambda plan: plan.last_try_at)
    notice = NoticeDue(
        wallet=payment.wallet,
        kind="plan_past_due",
        amount=payment.amount,
        payment_id=payment.payment_id,
        reason=payment.reason,
        plans=payment.plans,
        phone_numbers=[plan.phone_number for plan in past_due[:_NAMED]],
        next_try_at=first.due_at,
        last_try_at=first.last_try_at,
    )
    work.publish(notice)


def publish_refund(work: UnitOfWork, before: Payment, after: Payment, reason: str) -> None:
    """Have what pays for nothing refunded, whenever there is more of it, or it has come back."""
    if after.refundable and after.refundable != before.refundable:
        log().error("billing.plan_payment.refund_due", extra={"payment_id": after.payment_id, "reason": reason})
        count("PlanMoneyGoesBack")
        work.publish(PlanRefundDue(payment_id=after.payment_id, reason=reason))
