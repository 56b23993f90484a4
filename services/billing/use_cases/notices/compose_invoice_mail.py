"""Composes the mails of invoices and of their corrections, and copies them to the buyer's own address (B13)."""

from contracts.billing import NoticeDue
from contracts.money import Money
from contracts.sentences import joined, say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.log import log
from kernel.notices import Notice
from kernel.providers.messaging import NotDeliverableError, send_mail
from services.billing.domain.invoice import TITLES, Invoice
from services.billing.domain.notices import NOTICES
from services.billing.domain.person import Person
from services.billing.domain.receipt import write_as_text
from services.billing.stores import invoices, payments
from services.billing.use_cases.payments.write_receipt import receipt_of


def find_invoice(work: UnitOfWork, event: NoticeDue) -> Invoice | None:
    """Return the invoice or note of a notice, or None."""
    return invoices.find(work.table, event.invoice_id) if event.invoice_id else None


def compose_receipt(work: UnitOfWork, event: NoticeDue, invoice: Invoice | None, person: Person, portal: str) -> str:
    """Return the text of a receipt; it links the invoice by its number, if there is one."""
    payment = payments.find(work.table, event.payment_id)
    if payment is None:
        return ""
    link = say("View or download your receipt: {portal}/billing", portal=portal)
    if invoice:
        link = say(
            "Invoice number: {number}\nView or download your invoice: {link}",
            number=invoice.number,
            link=_link(invoice, portal),
        )
    return joined("\n", [*write_as_text(receipt_of(work, payment, person)), link])


def compose_correction(work: UnitOfWork, event: NoticeDue, note: Invoice | None, portal: str) -> str:
    """Return the text about a note: its number, its amount, and which invoice it corrects."""
    invoice = invoices.find(work.table, note.invoice_of) if note else None
    if note is None or invoice is None:
        return ""
    return NOTICES[event.kind].written(
        document=say(TITLES[note.kind]),
        number=note.number,
        amount=Money.of(note.total).amount,
        invoice=invoice.number,
        link=_link(note, portal),
    )


def mail_copy(invoice: Invoice, notice: Notice, person: Person, text: str) -> None:
    """Mail the same to the address that the buyer's details name for invoices, if it is another than the payer's.

    The mail carries no tags: that it fails says nothing about the payer's own email.
    """
    address = invoice.buyer.invoice_email
    if not address or address == person.email:
        return
    try:
        subject = in_language(notice.subject, person.language)
        send_mail(address, f"Teamline: {subject}", in_language(text, person.language))
    except NotDeliverableError as fault:
        log().warning("notice.undeliverable", extra={"reason": fault.reason, "channel": "email"})


def _link(invoice: Invoice, portal: str) -> str:
    return f"{portal}/billing/invoices/{invoice.invoice_id}"
