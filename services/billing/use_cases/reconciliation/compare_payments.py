"""Looks for payments of ours that no list of PayPal's had, and asks PayPal about each (B17)."""

from typing import TYPE_CHECKING

from contracts.bookkeeping import ReconciliationPartDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment import Payment
from services.billing.domain.reconciliation import Part
from services.billing.stores import payments, reconciliations
from services.billing.use_cases.reconciliation.differences import of_amounts
from services.billing.use_cases.reconciliation.findings import Findings, Place

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_PAGE = 200


def compare_payments(
    work: UnitOfWork, paypal: "PayPal", part: Part, due: ReconciliationPartDue, findings: Findings
) -> Place | None:
    """Compare some payments of a day; `page` is their shard. Return where to go on, or None at the end of the day."""
    place: Place | None = Place(due.page, due.skip, due.cursor)
    read = 0
    while place and read < _PAGE:
        paid, following = reconciliations.list_paid(work.table, part.day, place.page, _PAGE, place.cursor)
        listed = reconciliations.list_listed(work.table, part.day, place.page) if paid else set()
        read += len(paid)
        for at, payment in enumerate(paid[place.skip :], place.skip):
            if findings.is_enough:
                return Place(place.page, at, place.cursor)
            _compare(paypal, part, payment, listed, findings)
        place = _after(place, following)
    return place


def _compare(paypal: "PayPal", part: Part, payment: Payment, listed: set[str], findings: Findings) -> None:
    at = payment.completed_at
    if at is None or not part.start <= at <= part.end:
        return
    findings.add("payments")
    if payment.payment_id in listed:
        return
    findings.spent += 1
    findings.add("not_listed")
    for it in of_amounts(payment, paypal.capture(payment.capture_id)):
        findings.differs(at, it.cause, it.what, payment.payment_id, it.ours, it.theirs)


def _after(place: Place, following: str | None) -> Place | None:
    if following:
        return Place(place.page, 0, following)
    return Place(place.page + 1) if place.page + 1 < payments.SHARDS else None
