"""PayPal's books of some days, read from its list of events, to compare with ours (B17)."""

from collections.abc import Iterator
from datetime import datetime

from services.billing.paypal.client import CAPTURE_EVENTS, PayPal
from services.billing.paypal.event_reader import read_event
from services.billing.paypal.results import Capture, Dispute, Refund

_REFUND_EVENTS = (
    "PAYMENT.REFUND.PENDING",
    "PAYMENT.CAPTURE.REFUNDED",
    "PAYMENT.CAPTURE.REVERSED",
    "PAYMENT.REFUND.FAILED",
)
_DISPUTE_EVENTS = ("CUSTOMER.DISPUTE.CREATED", "CUSTOMER.DISPUTE.UPDATED", "CUSTOMER.DISPUTE.RESOLVED")


def captures(paypal: PayPal, start: datetime, end: datetime) -> Iterator[Capture]:
    """Yield every capture that PayPal lists between two instants, once each and in its current status."""
    seen: set[str] = set()
    for event_type in CAPTURE_EVENTS:
        for event in map(read_event, paypal.list_events(start, end, event_type)):
            if event.capture and event.capture.capture_id not in seen:
                seen.add(event.capture.capture_id)
                yield paypal.capture(event.capture.capture_id) or event.capture


def refunds(paypal: PayPal, start: datetime, end: datetime) -> Iterator[Refund]:
    """Yield every refund and reversal that PayPal lists between two instants, once in each of its statuses."""
    seen: set[Refund] = set()
    for event_type in _REFUND_EVENTS:
        for event in map(read_event, paypal.list_events(start, end, event_type)):
            if event.refund and event.refund not in seen:
                seen.add(event.refund)
                yield event.refund


def disputes(paypal: PayPal, start: datetime, end: datetime) -> Iterator[Dispute]:
    """Yield every report of a dispute that PayPal lists between two instants, in no order."""
    for event_type in _DISPUTE_EVENTS:
        for event in map(read_event, paypal.list_events(start, end, event_type)):
            if event.dispute:
                yield event.dispute
