"""What is credited for the paid days of a number that has left (N13, B8). Pure.

Whole days that are paid and not used, at the price of their period, tax included, in cents rounded up. The invoice
stays: credits are worth their price with its tax, like those that are bought. What PayPal takes back of the payment
takes the credit along, as far as it must (Payment.credit_due).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil

from services.billing.domain.credit_purchase import CENT
from services.billing.domain.ledger import Journal, Kind, Wallet
from services.billing.domain.payment import Payment
from services.billing.domain.payment_journal import move_rest
from services.billing.domain.plan_line import LineStatus, PlanLine

_DAY, _MICROSECOND = timedelta(days=1), timedelta(microseconds=1)


def count_days(line: PlanLine, at: datetime) -> int:
    """Return how many whole days of a line's period are not used by an instant."""
    return max(0, (line.period.ends_at - max(at, line.starts_at)) // _DAY)


def credit_line(line: PlanLine, at: datetime) -> PlanLine:
    """Return the line with the credit for its unused days; unchanged if it paid for nothing, or none are left."""
    days = count_days(line, at)
    if line.status is not LineStatus.PAID or line.credit or not days:
        return line
    share = Fraction(days * _DAY // _MICROSECOND, (line.period.ends_at - line.starts_at) // _MICROSECOND)
    return replace(line, credit=min(line.amount, ceil(line.amount * share / CENT) * CENT))


def credit_payment(payment: Payment, line: PlanLine, wallet: Wallet) -> tuple[Payment, Journal | None]:
    """Return the payment with the credit of one of its lines, and the journal that gives it to the payer's wallet.

    While a dispute holds the payment back, nothing is given: it is as soon as the money comes back.
    """
    after = replace(payment, credit=payment.credit + line.credit, version=payment.version + 1)
    after = replace(after, credited=after.credit_due)
    given = after.credited - payment.credited
    if not given:
        return after, None
    after = replace(after, earned=max(0, after.earned - max(0, -after.rest)))
    earned, tax = after.earned - payment.earned, after.credit_tax - payment.credit_tax
    lines = move_rest(payment.payment_id, payment.rest, after.rest, earned, tax) + wallet.change_by(given)
    about = {"payment_id": payment.payment_id, "phone_number": line.phone_number}
    return after, Journal(f"unused_days:{line.subscription_id}", Kind.UNUSED_DAYS, lines, about)
