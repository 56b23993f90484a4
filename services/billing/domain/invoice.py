"""Decides which invoices, credit notes and debit notes a payment has (B13). Pure.

Each payment that was completed has one invoice over all that was captured. Whatever PayPal takes back later has a
credit note, and what comes back after all a debit note, each referring to the invoice. So at any time the invoice less
its credit notes plus its debit notes is what was paid in the end, tax for tax. An open dispute changes nothing yet: it
has a credit note once it is lost.

A document is drafted first, without a number, and then numbered in the order in which the drafts are queued. It never
changes afterwards.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from contracts.sentences import say
from services.billing.domain.amount_kept import amount_kept
from services.billing.domain.billing_details import BillingDetails
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import DisputeStatus, RefundStatus
from services.billing.domain.seller import Seller
from services.billing.domain.tax import Sold, TaxLine, TaxRate, change_of, tax_lines, work_out


class DocumentKind(StrEnum):
    """What a document is; each kind has a series of numbers of its own."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"


TITLES = {
    DocumentKind.INVOICE: "Invoice",
    DocumentKind.CREDIT_NOTE: "Credit note",
    DocumentKind.DEBIT_NOTE: "Debit note",
}
_SERIES = {DocumentKind.INVOICE: "", DocumentKind.CREDIT_NOTE: "CN-", DocumentKind.DEBIT_NOTE: "DN-"}


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """What was charged for, with tax, in micro-dollars; people by id only, who are named when it is read (I10)."""

    what: str
    amount: int
    phone_number: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    person: str = ""
    prorated: bool = False
    number_id: str = ""  # none on lines from before it was noted


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, or a note that corrects one by `total`, which includes the taxes. Amounts are never negative.

    `invoice_of` is the id of the invoice that a note refers to. A draft has no number and no date yet.
    """

    invoice_id: str
    kind: DocumentKind
    payment_id: str
    wallet: str
    payer_id: str
    total: int
    taxes: tuple[TaxLine, ...]
    seller: Seller
    buyer: BillingDetails
    paid_at: datetime
    paypal_id: str
    payer_email: str
    asked_by: str
    approved_by: str = ""
    invoice_of: str = ""
    number: str = ""
    issued_at: datetime | None = None

    @property
    def net(self) -> int:
        """Return the total without taxes, in micro-dollars."""
        return self.total - sum(tax.amount for tax in self.taxes)

    @property
    def series(self) -> str:
        """Return what its number begins with, before the year: one series for each seller and kind."""
        return self.seller.prefix + _SERIES[self.kind]


@dataclass(frozen=True, slots=True)
class Invoicing:
    """Which documents a payment has. `kept` is what they add up to, and `taxes` what of it is tax."""

    payment_id: str
    invoice_id: str = ""
    kept: int = 0
    taxes: tuple[TaxLine, ...] = ()
    series: tuple[str, ...] = ()
    documents: int = 0


def number_of(series: str, year: int, place: int) -> str:
    """Return the number of the document at a place of a series in a year, such as `2027-000123`."""
    return f"{series}{year}-{place:06}"


def draft_invoice(
    invoice_id: str, payment: Payment, seller: Seller, buyer: BillingDetails, rates: tuple[TaxRate, ...]
) -> tuple[Invoicing, Invoice]:
    """Return the invoice of a completed payment, without a number, and what is invoiced by then."""
    sold = Sold.PLANS if payment.plans else Sold.CREDITS
    invoice = Invoice(
        invoice_id=invoice_id,
        kind=DocumentKind.INVOICE,
        payment_id=payment.payment_id,
        wallet=payment.wallet,
        payer_id=payment.payer_id,
        total=payment.captured,
        taxes=tax_lines(payment.captured, sold, buyer, seller.country, rates),
        seller=seller,
        buyer=buyer,
        paid_at=payment.completed_at or payment.created_at,
        paypal_id=payment.capture_id,
        payer_email=payment.payer_email,
        asked_by=payment.asked_by,
        approved_by=payment.approved_by,
    )
    invoicing = Invoicing(
        payment.payment_id, invoice.invoice_id, invoice.total, invoice.taxes, (invoice.series,), documents=1
    )
    return invoicing, invoice


def draft_note(note_id: str, before: Invoicing, payment: Payment, invoice: Invoice) -> tuple[Invoicing, Invoice]:
    """Return the note by which the documents add up to what was paid in the end, which has changed."""
    kept = amount_kept(payment)
    taxes = work_out(kept, before.taxes)
    note = replace(
        invoice,
        invoice_id=note_id,
        kind=DocumentKind.CREDIT_NOTE if kept < before.kept else DocumentKind.DEBIT_NOTE,
        total=abs(kept - before.kept),
        taxes=change_of(before.taxes, taxes),
        invoice_of=invoice.invoice_id,
        number="",
        issued_at=None,
    )
    series = tuple(dict.fromkeys((*before.series, note.series)))
    after = replace(before, kept=kept, taxes=taxes, series=series, documents=before.documents + 1)
    return after, note


def reason_of(note: Invoice, payment: Payment) -> str:
    """Return what a note says it is for."""
    if note.kind is DocumentKind.DEBIT_NOTE:
        return say("Returned by PayPal")
    is_lost = any(it.status is DisputeStatus.LOST for it in payment.disputes.values())
    is_forced = any(it.by_force and it.status is not RefundStatus.FAILED for it in payment.returns.values())
    return say("Taken back by PayPal") if is_lost or is_forced else say("Refund")
