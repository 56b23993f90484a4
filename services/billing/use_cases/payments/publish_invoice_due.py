"""Publishes that an invoice or a note is due: the hot path pays for one event, and waits for no number (B13)."""

from contracts.bookkeeping import InvoiceDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.amount_kept import amount_kept
from services.billing.domain.payment import Payment


def publish_invoice_due(work: UnitOfWork, before: Payment, after: Payment) -> None:
    """Publish it in the transaction that completes the payment, or changes what is kept of it."""
    is_first = after.completed_at is not None and before.completed_at is None
    kept = amount_kept(after)
    if is_first or kept != amount_kept(before):
        work.publish(InvoiceDue(payment_id=after.payment_id, arrived=kept if is_first else 0))
