"""Issues the invoice of a payment, and the notes that correct it, apart from the payment's own transaction (B13)."""

from contracts.billing import NoticeDue
from contracts.bookkeeping import InvoiceDue
from contracts.plans import CATALOGUE
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import Stale, Unavailable
from services.billing.domain.amount_kept import amount_kept
from services.billing.domain.earning import owe_tax
from services.billing.domain.invoice import (
    Invoice,
    InvoiceLine,
    Invoicing,
    draft_invoice,
    draft_note,
)
from services.billing.domain.payment import Payment
from services.billing.domain.plan_line import PlanLine
from services.billing.domain.seller import Seller
from services.billing.domain.tax import TaxRate
from services.billing.stores import billing_details, earnings, invoices, ledger, number_users, payments, plan_lines
from services.billing.use_cases.invoices.number_drafts import number_drafts

_TRIES = 8


def issue_invoices(work: UnitOfWork, *, event: InvoiceDue, seller: Seller | None, rates: tuple[TaxRate, ...]) -> None:
    """Draft what a payment has coming, and number it. However often the event comes, each document is made once.

    Without a seller in the operator's settings there are no invoices: the receipt is mailed alone.
    """
    payment = payments.find(work.table, event.payment_id)
    if payment is None or payment.completed_at is None:
        return
    if seller is None:
        log().warning("billing.invoice.no_seller", extra={"payment_id": payment.payment_id})
        _mail_receipt(work, payment, event)
        return
    for series in _draft(work, event.payment_id, seller, rates).series:
        number_drafts(work, series)


def _mail_receipt(work: UnitOfWork, payment: Payment, event: InvoiceDue) -> None:
    if event.arrived:
        work.publish(
            NoticeDue(wallet=payment.wallet, kind="receipt", amount=event.arrived, payment_id=payment.payment_id)
        )


def _draft(work: UnitOfWork, payment_id: str, seller: Seller, rates: tuple[TaxRate, ...]) -> Invoicing:
    """Store the drafts that are missing, one in a transaction, until the documents say what was paid."""
    for _ in range(_TRIES):
        fresh = work.afresh()
        payment = payments.find(work.table, payment_id)
        before = invoices.find_invoicing(work.table, payment_id)
        if payment is None:
            break
        drafted = (
            _draft_invoice(fresh, payment, seller, rates) if before is None else _draft_note(fresh, payment, before)
        )
        if drafted is None and before is not None:
            return before
        if drafted:
            fresh.save([invoices.save_invoicing(drafted, before)])
        try:
            fresh.commit()
        except Stale:
            continue
    raise Unavailable("This payment is being updated. Please try again.", retry_after=1)


def _draft_invoice(work: UnitOfWork, payment: Payment, seller: Seller, rates: tuple[TaxRate, ...]) -> Invoicing:
    buyer = billing_details.find(work.table, payment.wallet)
    invoicing, invoice = draft_invoice(invoices.id_of(payment_id=payment.payment_id), payment, seller, buyer, rates)
    work.save(invoices.create(invoice, _lines(work, payment), work.now))
    book_tax(work, payment, invoice.invoice_id, sum(tax.amount for tax in invoice.taxes))
    return invoicing


def _draft_note(work: UnitOfWork, payment: Payment, before: Invoicing) -> Invoicing | None:
    if amount_kept(payment) == before.kept:
        return None
    invoice = _stored(work, before.invoice_id)
    invoicing, note = draft_note(
        invoices.id_of(payment_id=payment.payment_id, place=before.documents), before, payment, invoice
    )
    work.save(invoices.create(note, [], work.now))
    taxes = sum(tax.amount for tax in invoicing.taxes) - sum(tax.amount for tax in before.taxes)
    book_tax(work, payment, note.invoice_id, taxes)
    return invoicing


def book_tax(work: UnitOfWork, payment: Payment, document_id: str, amount: int) -> None:
    """Book what a document changes of the tax payable, in the transaction that drafts it (B19).

    What is earned of a plan's payment is reviewed by the next run, unless this is an invoice before any of it is.
    """
    after, journal = owe_tax(payment, document_id, amount)
    ledger.post(work, journal)
    if after != payment:
        work.save(payments.save(after))
        if after.earned or amount < 0:
            work.save([earnings.set_next(payment.payment_id, work.now)])


def _stored(work: UnitOfWork, invoice_id: str) -> Invoice:
    invoice = invoices.find(work.table, invoice_id)
    if invoice is None:
        raise LookupError(f"{invoice_id} was drafted and is not there")
    return invoice


def _lines(work: UnitOfWork, payment: Payment) -> list[InvoiceLine]:
    """Return what was charged for; should PayPal have captured another amount, the last line says so."""
    lines = [InvoiceLine(payment.what, payment.amount, person=payment.for_user or "")]
    if payment.plans:
        lines = _plan_lines(work, payment) or lines
    rest = payment.captured - sum(line.amount for line in lines)
    return [*lines, InvoiceLine("Difference to what PayPal captured", rest)] if rest else lines


def _plan_lines(work: UnitOfWork, payment: Payment) -> list[InvoiceLine]:
    charged = plan_lines.list_all(work.table, payment.payment_id)
    users = number_users.find_users(work.table, (line.number_id for line in charged))
    return [_plan_line(line, users.get(line.number_id, "")) for line in charged]


def _plan_line(line: PlanLine, user_id: str) -> InvoiceLine:
    """Return the line of a plan, with who uses its number by now."""
    plan = CATALOGUE[line.plan_id]
    return InvoiceLine(
        plan.name,
        line.amount,
        line.phone_number,
        line.starts_at,
        line.period.ends_at,
        user_id or (line.holder if line.holder.startswith("acc_") else ""),
        prorated=line.amount != plan.price,
        number_id=line.number_id,
    )
