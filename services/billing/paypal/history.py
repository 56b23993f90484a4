"""PayPal's books of some days, read from its list of events, to compare with ours (B17)."""

from collections.abc import Iterator
from datetime import datetime

from services.billing.paypal.client import CAPTURE_EVENTS, PayPal
from services.billing.paypal.event_reader import read_event
from services.billing.paypal.results import Capture, Refund

_REFUND_EVENTS = ("PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED")


def captures(paypal: PayPal, start: datetime, end: datetime) -> Iterator[Capture]:
    """Yield every capture that PayPal lists between two instants, once each and in its current status."""
    seen: set[str] = set()
    for event_type in CAPTURE_EVENTS:
        for event in map(read_event, paypal.list_events(start, end, event_type)):
            if event.capture and event.capture.capture_id not in seen:
                seen.add(event.capture.capture_id)
                yield paypal.capture(event.capture.capture_id) or event.capture


def refunds(paypal: PayPal, start: datetime, end: datetime) -> Iterator[Refund]:
    """Yield every refund and reversal that PayPal lists between two instants, once each."""
    seen: set[str] = set()
    for event_type in _REFUND_EVENTS:
        for event in map(read_event, paypal.list_events(start, end, event_type)):
            if event.refund and event.refund.refund_id not in seen:
                seen.add(event.refund.refund_id)
                yield event.refund
