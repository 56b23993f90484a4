"""Charges through PayPal, finds out results, and translates its answers to facts.

Imported only where PayPal is asked, since its client is slow to import.
"""

from contracts.payment_reasons import NEVER_ARRIVED
from kernel.log import count, log
from kernel.problems import Unavailable
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import (
    ChargeResult,
    ChargeStatus,
    DisputeFact,
    DisputeStatus,
    Fact,
    RefundFact,
)
from services.billing.paypal import (
    Attempt,
    Capture,
    Charge,
    Dispute,
    DownError,
    MoneyStatus,
    PaidFor,
    PayPal,
    Refund,
    RefusedError,
    UnclearError,
)
from services.billing.paypal.disputes import WON_OUTCOMES

_CHARGED = {
    MoneyStatus.COMPLETED: ChargeStatus.COMPLETED,
    MoneyStatus.PARTLY_REFUNDED: ChargeStatus.COMPLETED,
    MoneyStatus.REFUNDED: ChargeStatus.COMPLETED,
    MoneyStatus.PENDING: ChargeStatus.PENDING,
    MoneyStatus.DECLINED: ChargeStatus.DENIED,
}


class NotAskedError(Exception):
    """PayPal was not reached: nothing was charged, and nothing will be unless it is asked again."""


def charge_wallet(paypal: PayPal, payment: Payment) -> list[Fact]:
    """Charge the wallet, and return the facts of the answer. Raises NotAskedError."""
    try:
        return to_charge_facts(paypal.charge(to_attempt(payment)))
    except RefusedError as refusal:
        return [_to_refusal_fact(refusal)]
    except UnclearError as unclear:
        log().warning("billing.charge.unclear", extra={"payment_id": payment.payment_id, "debug_id": unclear.debug_id})
        count("PaymentUnclear")
        return [ChargeResult(ChargeStatus.UNCLEAR, order_id=unclear.order_id or "")]
    except DownError as down:
        raise NotAskedError from down


def find_outcome(paypal: PayPal, payment: Payment, *, repeat: bool) -> list[Fact] | None:
    """Find the result of a payment that is not decided; None while PayPal does not know. Never charge a second time.

    With `repeat` the request is repeated under the same request id, which charges if it had never arrived.
    """
    try:
        if payment.capture_id and (capture := paypal.capture(payment.capture_id)):
            return [to_capture_fact(capture)]
        became = paypal.find_charge(to_attempt(payment), payment.created_at, payment.order_id or None, repeat=repeat)
    except RefusedError as refusal:
        return [_to_refusal_fact(refusal)]
    except (UnclearError, DownError):
        return None
    return to_charge_facts(became) if became else [ChargeResult(ChargeStatus.REFUSED, reason=NEVER_ARRIVED)]


def to_attempt(payment: Payment) -> Attempt:
    """Return the attempt that charges a payment: the same one, however often it is made."""
    return Attempt(
        payment.request_id, payment.payment_id, payment.token, payment.amount, payment.what, PaidFor(payment.paid_for)
    )


def to_charge_facts(charge: Charge) -> list[Fact]:
    """Return the facts of an order."""
    charging = ChargeResult(
        _CHARGED[charge.status],
        charge.capture_id or "",
        charge.order_id,
        charge.gross,
        charge.reason,
        charge.payer_email,
        charge.fee or 0,
    )
    return [charging, *(to_refund_fact(refund) for refund in charge.refunds)]


def to_capture_fact(capture: Capture) -> ChargeResult:
    """Return the fact of a capture."""
    return ChargeResult(
        _CHARGED[capture.status],
        capture.capture_id,
        capture.order_id,
        capture.micros,
        capture.reason,
        fee=capture.fee or 0,
    )


def to_refund_fact(refund: Refund) -> RefundFact:
    """Return the fact of a refund or a reversal."""
    return RefundFact(
        refund.refund_id,
        refund.micros,
        refund.status,
        refund.by_force,
        refund.at,
        refund.fee,
        request_id=refund.request_id,
    )


def to_dispute_fact(dispute: Dispute) -> DisputeFact:
    """Return the fact of a dispute; one that is resolved, but not for us, is lost."""
    case = DisputeStatus.OPEN
    if dispute.status == "RESOLVED":
        case = DisputeStatus.WON if dispute.outcome in WON_OUTCOMES else DisputeStatus.LOST
    return DisputeFact(dispute.dispute_id, dispute.micros, case, dispute.at, dispute.opened_at)


def to_unavailable() -> Unavailable:
    """Return the problem for a request during which PayPal was not reached."""
    return Unavailable("We can't reach PayPal right now. Nothing was charged. Please try again.", retry_after=10)


def _to_refusal_fact(refusal: RefusedError) -> ChargeResult:
    if not refusal.about_payment:
        log().error("paypal.request.refused", extra={"issue": refusal.issue, "debug_id": refusal.debug_id})
        count("PayPalRefusesUs")
    return ChargeResult(ChargeStatus.REFUSED, reason=refusal.issue)
