"""Lists invoices and notes, and shows one as JSON, as a page or as a PDF (B13)."""

from dataclasses import dataclass

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.http.request import Response
from kernel.problems import NotFound
from services.billing.domain.invoice import Invoice, InvoiceLine, reason_of
from services.billing.domain.person import Person
from services.billing.domain.printed_invoice import PrintedInvoice, Reader, print_invoice
from services.billing.http.invoice_views import InvoiceRow, InvoiceView
from services.billing.http.payer_queries import PayerPage
from services.billing.stores import invoices, payments, people
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people
from services.billing.use_cases.wallet.find_wallets import find_wallets, may_see_wallet

_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A document with all that is read of it for its reader."""

    invoice: Invoice
    lines: list[InvoiceLine]
    reader: Reader
    corrects: str
    reason: str

    def as_view(self) -> InvoiceView:
        return InvoiceView.of_printed(self.invoice, self.lines, self.reader, corrects=self.corrects, reason=self.reason)

    def as_printed(self) -> PrintedInvoice:
        return print_invoice(self.invoice, self.lines, self.reader, corrects=self.corrects, reason=self.reason)


def list_invoices(work: UnitOfWork, *, query: PayerPage) -> Page[InvoiceRow]:
    """Return a page of the documents of the team, or of the caller, newest first."""
    person = callers.read_caller(work)
    page = invoices.list_by_wallets(work.table, find_wallets(person, query.payer), query.limit, query.cursor)
    rows = [InvoiceRow.of(from_item(Invoice, item)) for item in page.items]
    return Page(items=rows, next_cursor=page.next_cursor)


def view_invoice(work: UnitOfWork, *, invoice_id: str, accept: str) -> Response:
    """Return the document in the form that `accept` names: PDF, page, or JSON. Raises NotFound."""
    shown = _read(work, invoice_id)
    if "application/pdf" in accept:
        from services.billing.pdf.invoice import invoice_pdf

        name = f'inline; filename="{shown.invoice.number}.pdf"'
        headers = {"content-type": "application/pdf", "content-disposition": name}
        return Response(200, invoice_pdf(shown.as_printed()), headers)
    if "text/html" in accept:
        from services.billing.http.invoice_page import invoice_page

        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": _PAGE_POLICY}
        return Response(200, invoice_page(shown.as_printed()), headers)
    return Response(200, shown.as_view())


def _read(work: UnitOfWork, invoice_id: str) -> _Shown:
    """Read a document. Raises NotFound unless the caller may see it and it has its number."""
    person = callers.read_caller(work)
    invoice = invoices.find(work.table, invoice_id)
    if invoice is None or not invoice.number or not may_see_wallet(work, person, invoice.wallet):
        raise NotFound
    lines = invoices.list_lines(work.table, invoice_id)
    corrects, reason = _read_corrected(work, invoice)
    return _Shown(invoice, lines, _reader(work, person, invoice, lines), corrects, reason)


def _reader(work: UnitOfWork, person: Person, invoice: Invoice, lines: list[InvoiceLine]) -> Reader:
    people_in_it = [invoice.asked_by, invoice.approved_by, *(line.person for line in lines)]
    names, payer = name_people(work, person, people_in_it), _name_of_payer(work, person, invoice)
    return Reader(names, payer, person.time_zone, person.language)


def _name_of_payer(work: UnitOfWork, person: Person, invoice: Invoice) -> str:
    """Return the name of the wallet's holder, which is printed if no company was entered."""
    if invoice.wallet.startswith("team_"):
        return people.find_team(work.table, invoice.wallet).name
    return person.name


def _read_corrected(work: UnitOfWork, note: Invoice) -> tuple[str, str]:
    """Return the number of the invoice that a note corrects, and what it is for; two empty texts of an invoice."""
    if not note.invoice_of:
        return "", ""
    invoice, payment = invoices.find(work.table, note.invoice_of), payments.find(work.table, note.payment_id)
    return invoice.number if invoice else "", reason_of(note, payment) if payment else ""
