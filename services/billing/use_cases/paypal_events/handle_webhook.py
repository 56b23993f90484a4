"""Handles PayPal's events: found by capture, refund, dispute or token, in any order and however often (B14)."""

import json
from typing import TYPE_CHECKING

from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import NotFound
from services.billing.domain.payment_fact import Fact
from services.billing.domain.problems import SecondCapture
from services.billing.paypal import Capture, Dispute, EventKind, PayPalEvent, Refund
from services.billing.paypal.event_reader import read_event
from services.billing.stores import inbox, payments
from services.billing.use_cases.payments import call_paypal
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from services.billing.use_cases.wallet.disconnect_wallet import forget_wallet

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def handle_webhook(work: UnitOfWork, *, paypal: "PayPal", event_id: str) -> None:
    """Handle a stored webhook. Raises NotFound if there is none of this id."""
    raw = inbox.find(work.table, event_id)
    if raw is None:
        raise NotFound(say("There is no webhook {id}.", id=event_id))
    handle_event(work, paypal, read_event(json.loads(raw)))


def handle_event(work: UnitOfWork, paypal: "PayPal", it: PayPalEvent) -> None:
    """Handle an event, delivered or listed."""
    match it.kind:
        case EventKind.CAPTURE if it.capture:
            record_capture(work, it.capture)
        case EventKind.REFUND | EventKind.REVERSAL if it.refund:
            record_refund(work, paypal, it.refund)
        case EventKind.DISPUTE if it.dispute:
            record_dispute(work, paypal, it.dispute)
        case EventKind.TOKEN_DELETED if it.token:
            forget_wallet(work, it.token)
        case _:
            log().info("billing.paypal_event.ignored", extra={"event_id": it.event_id, "event_type": it.event_type})


def record_capture(work: UnitOfWork, capture: Capture) -> str | None:
    """Record a capture; return the id of its payment, or None if it is not ours."""
    payment_id = capture.payment_id or payments.find_by_capture(work.table, capture.capture_id)
    return payment_id if payment_id and _record(work, payment_id, call_paypal.to_capture_fact(capture)) else None


def record_refund(work: UnitOfWork, paypal: "PayPal", refund: Refund) -> str | None:
    """Record a refund; return the id of its payment, or None. A capture that is not known yet is read first."""
    payment_id = _find_payment(work, paypal, refund.capture_id)
    if payment_id is None:
        return None
    return payment_id if _record(work, payment_id, call_paypal.to_refund_fact(refund)) else None


def record_dispute(work: UnitOfWork, paypal: "PayPal", dispute: Dispute) -> None:
    """Record a dispute of each payment that it is about."""
    known = [_find_payment(work, paypal, capture_id) for capture_id in dispute.capture_ids]
    for payment_id in dict.fromkeys(it for it in (*known, *dispute.payment_ids) if it):
        _record(work, payment_id, call_paypal.to_dispute_fact(dispute))


def _find_payment(work: UnitOfWork, paypal: "PayPal", capture_id: str) -> str | None:
    payment_id = payments.find_by_capture(work.table, capture_id)
    if payment_id is None and (capture := paypal.capture(capture_id)):
        payment_id = record_capture(work, capture)
    if payment_id is None:
        log().warning("billing.capture.unknown", extra={"capture_id": capture_id})
    return payment_id


def _record(work: UnitOfWork, payment_id: str, fact: Fact) -> bool:
    try:
        record_payment_fact(work, payment_id, fact)
    except NotFound:
        log().warning("billing.payment.unknown", extra={"payment_id": payment_id})
    except SecondCapture:
        log().error("billing.payment.captured_twice", extra={"payment_id": payment_id})
        count("SecondCapture")
    else:
        return True
    return False
