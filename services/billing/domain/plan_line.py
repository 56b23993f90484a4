"""Decides what a payment means for each plan that it was made for, whatever is reported of it and whenever (B8). Pure.

    OPEN -> PAID -> GOES_BACK      OPEN -> UNPAID      OPEN, UNPAID -> PAID, GOES_BACK

A payment has a line for each plan: all that fell due for a payer on a day is one charge. The money of a line pays for a
period or goes back, and going back is always reported. A line is decided by what the payment is now, not by what has
just changed, so that the lines of a large payment can be decided page by page, and any of them twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.payment_reasons import NEVER_ARRIVED
from contracts.periods import Period
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.plan import ORDER_FAILED, TAKEN_BACK, PlanStatus, Subscription
from services.billing.domain.time_on_web import add_on_web, take_back_on_web

PAID_TWICE, PLAN_OVER, CAME_BACK, RETURNED = "paid_twice", "plan_over", "came_back", "number_returned"
_LATE = timedelta(hours=1)
_TAKEN_BACK = (PaymentStatus.REFUNDED, PaymentStatus.REVERSED)


class LineStatus(StrEnum):
    """What became of a line."""

    OPEN = "open"
    PAID = "paid"
    UNPAID = "unpaid"
    GOES_BACK = "goes_back"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan's next period as a line of a payment: `amount` in micro-dollars, its end `months` after an anchor."""

    payment_id: str
    subscription_id: str
    number_id: str
    phone_number: str
    holder: str
    plan_id: str
    amount: int
    starts_at: datetime
    anchor: datetime
    months: int
    early: bool = False  # a try besides the schedule, as its payer has a wallet again
    status: LineStatus = LineStatus.OPEN
    reason: str = ""  # why it goes back
    credit: int = 0  # for its unused days, as its number has left: no revenue, and what it leaves is earned at once

    @property
    def period(self) -> Period:
        """Return the period that it pays for."""
        return Period(self.anchor, self.months, self.amount)

    def laid(self, plan: Subscription) -> "PlanLine":
        """Return it with its period where that lies in what is paid of a plan that has moved to the web; else as it is.

        One that is long over has no time left.
        """
        if plan.time is None:
            return self
        found = plan.time.find(self.payment_id)
        if found is None:
            return replace(self, anchor=self.starts_at, months=0)
        if (self.starts_at, self.period.ends_at) == (found.starts_at, found.ends_at):
            return self
        return replace(self, starts_at=found.starts_at, anchor=found.ends_at, months=0)

    @property
    def has_own_anchor(self) -> bool:
        """Return whether its months are counted from its own start, as those of a first plan are."""
        return self.anchor == self.starts_at


def draw_line(
    plan: Subscription, payment_id: str, billing_day: datetime | None = None, *, early: bool = False
) -> PlanLine:
    """Return the line that charges a plan's next period, up to its payer's billing day if there is one."""
    period = plan.next_period(billing_day)
    return PlanLine(
        payment_id,
        plan.subscription_id,
        plan.number_id,
        plan.phone_number,
        plan.holder,
        plan.renews_as.plan_id,
        period.price,
        plan.paid_through,
        period.anchor,
        period.months,
        early=early,
    )


def decide_line(line: PlanLine, plan: Subscription, payment: Payment, now: datetime) -> tuple[PlanLine, Subscription]:
    """Return the line and its plan as the payment leaves them; both unchanged if that is known already."""
    if payment.charge_status.has_failed and line.status is LineStatus.OPEN:
        return _mark_unpaid(line, plan, payment)
    if payment.charge_status is ChargeStatus.COMPLETED and line.status in (LineStatus.OPEN, LineStatus.UNPAID):
        line, plan = _mark_paid(line, plan, now)
    if _is_taken_back(payment) and line.status is LineStatus.PAID:
        return _take_back(line, plan, now)
    return line, plan


def fail_order(line: PlanLine, plan: Subscription, now: datetime) -> tuple[PlanLine, Subscription]:
    """Return both as the carrier did not provide the number: the plan is over, and its money goes back (N2)."""
    return _go_back(line, ORDER_FAILED), plan.end(now, ORDER_FAILED)


def _mark_unpaid(line: PlanLine, plan: Subscription, payment: Payment) -> tuple[PlanLine, Subscription]:
    failed = replace(line, status=LineStatus.UNPAID)
    if plan.in_flight != payment.payment_id:
        return failed, plan
    if plan.time and plan.paid_through > line.starts_at:  # its store was paid meanwhile
        return failed, plan.release()
    if payment.reason == NEVER_ARRIVED and plan.runs and not plan.cancelled:
        return failed, plan.release()
    return failed, plan.mark_unpaid(payment.reason, early=line.early)


def _mark_paid(line: PlanLine, plan: Subscription, now: datetime) -> tuple[PlanLine, Subscription]:
    if not plan.accepts(line.payment_id, line.starts_at):
        if line.payment_id == plan.not_from:
            return _go_back(line, RETURNED), plan
        return _go_back(line, PAID_TWICE if plan.runs else PLAN_OVER), plan
    paid = _start_late(line, now) if plan.status is PlanStatus.OPENING else line
    if plan.time:
        plan = add_on_web(plan, line.payment_id, line.starts_at, line.period.ends_at, now)
        paid = line.laid(plan)
    return replace(paid, status=LineStatus.PAID), plan.mark_paid(line.payment_id, line.plan_id, paid.period)


def _start_late(line: PlanLine, now: datetime) -> PlanLine:
    """Return the line of a first period, which starts when it is paid: one that took long to complete ends later."""
    if now - line.starts_at < _LATE:
        return line
    late = replace(line, starts_at=now)
    if line.has_own_anchor:
        return replace(late, anchor=now)
    return replace(late, anchor=line.period.ends_at + (now - line.starts_at), months=0)


def _take_back(line: PlanLine, plan: Subscription, now: datetime) -> tuple[PlanLine, Subscription]:
    """End the plan whose current period was taken back: what comes back later goes to its payer.

    One that has moved to the web and has other time left loses the days of this period only, and goes on.
    """
    if not plan.runs:
        return line, plan
    if plan.time and plan.time.unspent(line.payment_id, now):
        less = take_back_on_web(plan, line.payment_id, now)
        return _go_back(line, TAKEN_BACK), less if less.paid_through > now else less.end(now, TAKEN_BACK)
    if plan.paid_by == line.payment_id and not (plan.time and plan.paid_through > now):
        return _go_back(line, TAKEN_BACK), plan.end(now, TAKEN_BACK)
    return line, plan


def _go_back(line: PlanLine, reason: str) -> PlanLine:
    return replace(line, status=LineStatus.GOES_BACK, reason=reason)


def _is_taken_back(payment: Payment) -> bool:
    return payment.status in _TAKEN_BACK or payment.charge_status is ChargeStatus.DENIED
