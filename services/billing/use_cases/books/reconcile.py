"""Compares PayPal's books with ours every day (B17): each difference is a line and an alarm; nothing is overwritten.

What only PayPal knows of our payments is recorded as if its webhook had come, so that a lost webhook does no harm.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kernel import clock
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from kernel.jobs.schedule import Run
from kernel.log import count, log
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import Fact
from services.billing.paypal import Capture, Dispute, Refund, history
from services.billing.stores import payments, reports
from services.billing.use_cases.payments import call_paypal
from services.billing.use_cases.paypal_events.handle_webhook import record_capture, record_dispute, record_refund

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_LOOKS_BACK = timedelta(days=3)  # as long as PayPal tries to deliver
_SETTLES = timedelta(minutes=10)  # what is younger may be under way


def reconcile(run: Run, paypal: "PayPal") -> int:
    """Compare the last days, and return the number of differences."""
    end = min(run.as_of - _SETTLES, clock.now() + timedelta(seconds=1))  # PayPal counts in whole seconds
    start = end - _LOOKS_BACK
    report = _Report(run, f"{end:%Y-%m-%d}")
    seen: set[str] = set()
    for capture in history.captures(paypal, start, end):
        seen.add(capture.capture_id)
        _compare_capture(report, capture)
    for refund in history.refunds(paypal, start, end):
        report.refunds.add(refund.refund_id)
        _compare_refund(report, paypal, refund)
    for dispute in history.disputes(paypal, start, end):
        _compare_dispute(report, paypal, dispute)
    for payment in _list_paid(report, start, end):
        if payment.capture_id not in seen:
            _compare_payment(report, payment, paypal.capture(payment.capture_id))
    report.close(len(seen))
    return report.differences


class _Report:
    """The day's report, written line by line."""

    def __init__(self, run: Run, day: str) -> None:
        self.run = run
        self.day = day
        self.refunds: set[str] = set()
        self.differences = 0

    def work(self) -> UnitOfWork:
        """Return a unit of work for one comparison."""
        return UnitOfWork(self.run.table, RequestContext(SYSTEM, clock.now(), self.run.correlation_id))

    def differs(self, cause: str, what: str, payment_id: str, ours: int, theirs: int) -> None:
        """Write a line, and raise the alarm."""
        self.differences += 1
        log().error("billing.reconciliation.difference", extra={"what": what, "payment_id": payment_id, "cause": cause})
        count("ReconciliationDifference")
        line = reports.save_difference(self.day, cause, what=what, payment_id=payment_id, ours=ours, theirs=theirs)
        self.run.table.commit([line])

    def close(self, captures: int) -> None:
        """Write the summary."""
        summary = reports.save_summary(self.day, self.run.as_of, captures, len(self.refunds), self.differences)
        self.run.table.commit([summary])


def _compare_capture(report: _Report, capture: Capture) -> None:
    payment = _find(report, capture.payment_id, capture.capture_id)
    if payment is None:
        report.differs(f"capture:{capture.capture_id}", "unknown_capture", "", 0, capture.micros)
    elif payment.capture_id not in ("", capture.capture_id):
        report.differs(
            f"capture:{capture.capture_id}", "second_capture", payment.payment_id, payment.captured, capture.micros
        )
    elif _is_new(payment, fact := call_paypal.to_capture_fact(capture)):
        if payment.with_fact(fact) == replace(payment, fee=fact.fee):
            report.differs(f"fee:{capture.capture_id}", "fee_not_booked", payment.payment_id, payment.fee, fact.fee)
        else:
            report.differs(
                f"capture:{capture.capture_id}",
                "capture_not_booked",
                payment.payment_id,
                payment.captured,
                capture.micros,
            )
        record_capture(report.work(), capture)
    else:
        _compare_payment(report, payment, capture)


def _compare_refund(report: _Report, paypal: "PayPal", refund: Refund) -> None:
    payment = _find(report, "", refund.capture_id)
    known = payment.returns.get(refund.refund_id) if payment else None
    if payment and known and not _is_new(payment, call_paypal.to_refund_fact(refund)):
        return
    cause, payment_id = f"refund:{refund.refund_id}", payment.payment_id if payment else ""
    report.differs(cause, "refund_not_booked", payment_id, known.money if known else 0, refund.micros)
    record_refund(report.work(), paypal, refund)


def _compare_dispute(report: _Report, paypal: "PayPal", dispute: Dispute) -> None:
    fact, found = call_paypal.to_dispute_fact(dispute), [_find(report, "", its_id) for its_id in dispute.capture_ids]
    payments_of = [payment for payment in found if payment]
    if payments_of and not any(_is_new(payment, fact) for payment in payments_of):
        return
    known = [payment.disputes[fact.dispute_id] for payment in payments_of if fact.dispute_id in payment.disputes]
    payment_id = payments_of[0].payment_id if payments_of else ""
    ours = (known[0].money or 0) if known else 0
    report.differs(f"dispute:{fact.dispute_id}", "dispute_not_booked", payment_id, ours, fact.money or 0)
    record_dispute(report.work(), paypal, dispute)


def _compare_payment(report: _Report, payment: Payment, capture: Capture | None) -> None:
    theirs = capture.micros if capture else 0
    if payment.captured != theirs and payment.completed_at:
        report.differs(
            f"capture:{payment.capture_id}",
            "amount_differs" if capture else "unknown_to_paypal",
            payment.payment_id,
            payment.captured,
            theirs,
        )
    if capture and capture.fee is not None and payment.completed_at and payment.fee != capture.fee:
        report.differs(f"fee:{capture.capture_id}", "fee_differs", payment.payment_id, payment.fee, capture.fee)


def _find(report: _Report, payment_id: str, capture_id: str) -> Payment | None:
    known = payment_id or payments.find_by_capture(report.run.table, capture_id)
    return payments.find(report.run.table, known) if known else None


def _is_new(payment: Payment, fact: Fact) -> bool:
    return payment.with_fact(fact) != payment


def _list_paid(report: _Report, start: datetime, end: datetime) -> Iterator[Payment]:
    day = start
    while f"{day:%Y-%m-%d}" <= f"{end:%Y-%m-%d}":
        for payment in payments.list_paid_on(report.run.table, f"{day:%Y-%m-%d}"):
            if payment.completed_at and start <= payment.completed_at <= end:
                yield payment
        day += timedelta(days=1)
