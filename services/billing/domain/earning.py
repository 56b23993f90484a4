"""When the price of a plan is earned: month by month, and all of it by the end of its period (B19). Pure.

A month of a period is earned when it is over. A first part of a month, up to the payer's billing day, counts as what it
is of its month. What was paid and is not earned yet is deferred; tax is no revenue at all.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import accumulate

from contracts.months import months_after
from contracts.periods import Period
from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, lines_of
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.payment_journal import move_rest
from services.billing.domain.plan_line import LineStatus, PlanLine

_MICROSECOND = timedelta(microseconds=1)
_THE_END = datetime(9000, 1, 1, tzinfo=UTC)
_ASK_AGAIN = timedelta(days=1)  # for lines that are not decided yet


def list_months(starts_at: datetime, period: Period) -> list[tuple[datetime, Fraction]]:
    """List the ends of a period's months, each with the fraction of the price that is earned by then; the last is 1."""
    ends, months = [period.ends_at], period.months
    while (end := months_after(period.anchor, months - 1)) > starts_at:
        ends, months = [end, *ends], months - 1
    first = Fraction((ends[0] - starts_at) // _MICROSECOND, (ends[0] - end) // _MICROSECOND)
    done = list(accumulate([first, *(Fraction(1) for _ in ends[1:])]))
    return [(at, part / done[-1]) for at, part in zip(ends, done, strict=True)]


def earned_by(line: PlanLine, at: datetime) -> int:
    """Return how many micro-dollars of a line, tax included, are earned by an instant: in the end all of them.

    A line whose number has left earns nothing more: its unused days are credited.
    """
    if line.credit:
        return line.amount - line.credit
    done = [part for end, part in list_months(line.starts_at, line.period) if end <= at]
    return int(line.amount * done[-1]) if done else 0


def next_month_end(lines: Iterable[PlanLine], at: datetime) -> datetime | None:
    """Return when something of these lines is earned next, or may be; None if nothing is any more."""
    found = []
    for line in lines:
        if line.status is LineStatus.PAID:
            found += [end for end, _ in list_months(line.starts_at, line.period) if end > at][:1]
        elif line.status in (LineStatus.OPEN, LineStatus.UNPAID):  # of what is paid, each is decided soon
            found.append(at + _ASK_AGAIN)
    return min(found, default=None)


def earn(payment: Payment, lines: Iterable[PlanLine], at: datetime) -> tuple[Payment, Journal | None]:
    """Move what is earned by an instant from deferred revenue to revenue, or back if less was earned than was booked.

    It depends on what the payment and its lines are now, and not on what was booked when: skipped or repeated, it comes
    to the same.
    """
    earned = _earned(payment, [line for line in lines if line.status is LineStatus.PAID], at)
    moving = earned - payment.earned
    if not moving:
        return payment, None
    after = replace(payment, earned=earned, version=payment.version + 1)
    moves = move_rest(payment.payment_id, payment.rest, after.rest, moving)
    key = f"earn:{payment.payment_id}:{payment.version}"
    return after, Journal(key, Kind.EARNED, moves, {"payment_id": payment.payment_id})


def not_earned(payment: Payment, lines: Iterable[PlanLine], next_at: datetime | None, now: datetime) -> int | None:
    """Return what must be deferred until something is earned next; None if it is about to be reviewed anyway."""
    if payment.refundable or (next_at and next_at <= now + _ASK_AGAIN):
        return None
    paid = [line for line in lines if line.status is LineStatus.PAID]
    return payment.rest + payment.earned - _earned(payment, paid, next_at - _MICROSECOND if next_at else _THE_END)


def owe_tax(payment: Payment, document_id: str, moving: int) -> tuple[Payment, Journal | None]:
    """Book the taxes of an invoice or a note as payable, or as payable no longer.

    The tax of a plan comes out of what is deferred. A credit is worth its price, tax included, so that its tax is
    subtracted from revenue at once.
    """
    if not moving:
        return payment, None
    after, source = payment, lines_of((LedgerAccount(Outside.CREDIT_TAX, payment.payment_id), -moving))
    if payment.plans:
        after = replace(payment, taxed=payment.taxed + moving, version=payment.version + 1)
        in_credit = after.credit_tax - payment.credit_tax
        source = move_rest(payment.payment_id, payment.rest, after.rest, credit_tax=in_credit)
    payable = lines_of((LedgerAccount(Outside.TAX, document_id), moving))
    about = {"payment_id": payment.payment_id, "invoice_id": document_id}
    return after, Journal(f"tax:{document_id}", Kind.TAX, source + payable, about)


def _earned(payment: Payment, paid: list[PlanLine], at: datetime) -> int:
    """Return what is revenue by an instant: of what is kept for paid periods, without tax, what their months make."""
    if payment.charge_status is not ChargeStatus.COMPLETED or not payment.granted:
        return 0
    kept = max(0, payment.rest + payment.earned - payment.refundable)
    done, price = sum(earned_by(line, at) for line in paid), sum(line.amount - line.credit for line in paid)
    if done == price and paid:
        return kept
    return min(kept, done * max(0, payment.granted - payment.taxed) // payment.granted)
