"""Compares a page of PayPal's events with our payments, and records what we do not know (B17).

It is recorded as if its webhook had come, so that a lost webhook does no harm. An event reports the past: where it
differs from what we know, PayPal is asked for the current state.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from contracts.bookkeeping import ReconciliationPartDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment import Payment
from services.billing.domain.reconciliation import Part
from services.billing.paypal import Capture, Dispute, PayPalEvent, Refund
from services.billing.paypal.event_reader import read_event
from services.billing.stores import reconciliations
from services.billing.use_cases.payments import call_paypal
from services.billing.use_cases.paypal_events.handle_webhook import record_capture, record_dispute, record_refund
from services.billing.use_cases.reconciliation.differences import is_new, of_capture
from services.billing.use_cases.reconciliation.findings import Findings, Place

if TYPE_CHECKING:
    from services.billing.paypal import PayPal
    from services.billing.paypal.history import History

_AT_ONCE = 100  # as many keys as one read may have


def compare_events(
    work: UnitOfWork, paypal: "PayPal", history: "History", part: Part, due: ReconciliationPartDue, findings: Findings
) -> Place | None:
    """Compare a page, or as much of it as one step may, and return where to go on, or None at the end of the part."""
    listed, following = history.events(part.start, part.end, due.cursor)
    reported = [read_event(event) for event in reversed(listed)]  # older ones first
    page = _Page(work, paypal, findings, part.start)
    page.load(reported[due.skip :])
    place = Place(due.page + 1, 0, following) if following else None
    for at, event in enumerate(reported[due.skip :], due.skip):
        if findings.is_enough:
            place = Place(due.page, at, due.cursor)
            break
        page.compare(event)
    name = f"{part.name}#{due.page:05}#{due.skip:03}"
    work.save(reconciliations.save_listed(name, page.listed.values(), work.now))
    return place


@dataclass
class _Page:
    """The payments that a page of events is about, each read once, and again after it was changed."""

    work: UnitOfWork
    paypal: "PayPal"
    findings: Findings
    start: datetime
    by_capture: dict[str, str] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    listed: dict[str, Payment] = field(default_factory=dict)

    def load(self, events: list[PayPalEvent]) -> None:
        """Read all payments that the events are about, in few calls."""
        self.by_capture = _in_batches(self.work, sorted({its_id for event in events for its_id in _captures_of(event)}))
        wanted = sorted({its_id for event in events for its_id in _payments_of(event)} | set(self.by_capture.values()))
        for first in range(0, len(wanted), _AT_ONCE):
            self.payments |= reconciliations.find_payments(self.work.table, wanted[first : first + _AT_ONCE])

    def compare(self, event: PayPalEvent) -> None:
        """Compare what an event reports."""
        if event.capture:
            self._compare_capture(event.capture, event.at)
        elif event.refund:
            self._compare_refund(event.refund, event.at)
        elif event.dispute:
            self._compare_dispute(event.dispute, event.at)

    def _compare_capture(self, reported: Capture, at: datetime | None, *, is_current: bool = False) -> None:
        self.findings.add("captures")
        capture, payment = reported, self._find(reported.payment_id, reported.capture_id)
        if of_capture(payment, capture) and not is_current:
            self.findings.spent += 1
            capture = self.paypal.capture(capture.capture_id) or capture
        for it in of_capture(payment, capture):
            self._differs(capture.at or at, it.cause, it.what, payment, it.ours, it.theirs)
        if payment and is_new(payment, call_paypal.to_capture_fact(capture)):
            record_capture(self.work.afresh(), capture)
            payment = self._read_again(payment.payment_id, capture.capture_id)
        if payment and payment.capture_id == capture.capture_id:
            self.listed[payment.payment_id] = payment

    def _compare_refund(self, refund: Refund, at: datetime | None) -> None:
        self.findings.add("refunds")
        payment, fact = self._find_of_capture(refund.capture_id), call_paypal.to_refund_fact(refund)
        known = payment.returns.get(refund.refund_id) if payment else None
        if payment and known and not is_new(payment, fact):
            return
        ours = known.money if known else 0
        self._differs(refund.at or at, f"refund:{refund.refund_id}", "refund_not_booked", payment, ours, refund.micros)
        if payment:
            record_refund(self.work.afresh(), self.paypal, refund)
            self._read_again(payment.payment_id, refund.capture_id)

    def _compare_dispute(self, dispute: Dispute, at: datetime | None) -> None:
        self.findings.add("disputes")
        fact = call_paypal.to_dispute_fact(dispute)
        found = [self._find_of_capture(its_id) for its_id in dispute.capture_ids]
        found += map(self.payments.get, dispute.payment_ids)
        about = list({payment.payment_id: payment for payment in found if payment}.values())
        if about and not any(is_new(payment, fact) for payment in about):
            return
        known = [payment.disputes[fact.dispute_id] for payment in about if fact.dispute_id in payment.disputes]
        ours, first = (known[0].money or 0) if known else 0, about[0] if about else None
        cause, theirs = f"dispute:{fact.dispute_id}", fact.money or 0
        self._differs(dispute.opened_at or at, cause, "dispute_not_booked", first, ours, theirs)
        record_dispute(self.work.afresh(), self.paypal, dispute)
        for payment in about:
            self._read_again(payment.payment_id, payment.capture_id)

    def _differs(
        self, at: datetime | None, cause: str, what: str, payment: Payment | None, ours: int, theirs: int
    ) -> None:
        self.findings.differs(at or self.start, cause, what, payment.payment_id if payment else "", ours, theirs)

    def _find(self, payment_id: str, capture_id: str) -> Payment | None:
        return self.payments.get(payment_id or self.by_capture.get(capture_id, ""))

    def _find_of_capture(self, capture_id: str) -> Payment | None:
        """Return the payment of a capture; one that we do not know is compared first."""
        if capture_id not in self.by_capture:
            self.findings.spent += 1
            if capture := self.paypal.capture(capture_id):
                self._read_again(capture.payment_id, "")
                self._compare_capture(capture, None, is_current=True)
        return self._find("", capture_id)

    def _read_again(self, payment_id: str, capture_id: str) -> Payment | None:
        self.payments |= reconciliations.find_payments(self.work.table, [payment_id] if payment_id else [])
        payment = self.payments.get(payment_id)
        if payment and payment.capture_id:
            self.by_capture[payment.capture_id] = payment_id
        if payment and capture_id:
            self.by_capture[capture_id] = payment_id
        return payment


def _captures_of(event: PayPalEvent) -> tuple[str, ...]:
    if event.dispute:
        return event.dispute.capture_ids
    if event.refund:
        return (event.refund.capture_id,)
    return (event.capture.capture_id,) if event.capture and not event.capture.payment_id else ()


def _payments_of(event: PayPalEvent) -> tuple[str, ...]:
    if event.dispute:
        return event.dispute.payment_ids
    return (event.capture.payment_id,) if event.capture and event.capture.payment_id else ()


def _in_batches(work: UnitOfWork, captures: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for first in range(0, len(captures), _AT_ONCE):
        found |= reconciliations.find_by_captures(work.table, captures[first : first + _AT_ONCE])
    return found
