"""How a payment differs from its capture at PayPal."""

from dataclasses import dataclass, replace

from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import Fact
from services.billing.paypal import Capture, MoneyStatus
from services.billing.use_cases.payments import call_paypal


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, by what caused it, in micro-dollars."""

    cause: str
    what: str
    ours: int
    theirs: int


def of_capture(payment: Payment | None, capture: Capture) -> list[Difference]:
    """Return how a capture differs from what we know of its payment."""
    cause = f"capture:{capture.capture_id}"
    if payment is None:
        return [Difference(cause, "unknown_capture", 0, capture.micros)]
    fact = call_paypal.to_capture_fact(capture)
    if is_new(payment, fact):
        if payment.with_fact(fact) == replace(payment, fee=fact.fee):
            return [Difference(f"fee:{capture.capture_id}", "fee_not_booked", payment.fee, fact.fee)]
        return [Difference(cause, "capture_not_booked", payment.captured, capture.micros)]
    if payment.capture_id not in ("", capture.capture_id):
        is_paid = capture.status is not MoneyStatus.DECLINED
        return [Difference(cause, "second_capture", payment.captured, capture.micros)] if is_paid else []
    return of_amounts(payment, capture)


def of_amounts(payment: Payment, capture: Capture | None) -> list[Difference]:
    """Return how the amount and the fee of a capture, or None if PayPal has none, differ from what is booked."""
    if not payment.completed_at:
        return []
    found, theirs = [], capture.micros if capture else 0
    if payment.captured != theirs:
        what = "amount_differs" if capture else "unknown_to_paypal"
        found.append(Difference(f"capture:{payment.capture_id}", what, payment.captured, theirs))
    if capture and capture.fee is not None and payment.fee != capture.fee:
        found.append(Difference(f"fee:{capture.capture_id}", "fee_differs", payment.fee, capture.fee))
    return found


def is_new(payment: Payment, fact: Fact) -> bool:
    """Return whether we do not know a fact yet."""
    return payment.with_fact(fact) != payment
