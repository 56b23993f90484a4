"""Handles requests for documents: invoices, receipts, statements. Its function alone has the layer for PDFs."""

from typing import Annotated

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.http.request import Request, Response
from kernel.problems import NotFound
from services.billing import wiring
from services.billing.domain.problems import NoReceipt, NoSuchMonth, StatementTooLong, TeamNeeded
from services.billing.http.invoice_views import InvoiceRow, InvoiceView
from services.billing.http.payer_queries import MonthQuery, PayerPage

documents = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's
handler = snapshot.handler_of(documents, wiring.table)


@documents.get("/v1/payments/{payment_id}/receipt", refusals=(NoReceipt,), files=("text/html", "application/pdf"))
def get_receipt(work: UnitOfWork, request: Request, payment_id: str) -> Response:
    """Get the receipt as a page, or as a PDF with `Accept: application/pdf`."""
    from services.billing.use_cases.payments.view_receipt import view_receipt

    return view_receipt(work, payment_id=payment_id, accept=request.headers.get("accept", ""))


@documents.get("/v1/invoices", refusals=(TeamNeeded,))
def list_invoices(work: UnitOfWork, query: PayerPage) -> Page[InvoiceRow]:
    """See the invoices, credit notes and debit notes, newest first."""
    from services.billing.use_cases.invoices import view_invoice as found

    return found.list_invoices(work, query=query)


@documents.get("/v1/invoices/{invoice_id}", refusals=(NotFound,), files=("text/html", "application/pdf"))
def get_invoice(work: UnitOfWork, request: Request, invoice_id: str) -> Annotated[Response, InvoiceView]:
    """Get an invoice or a note; as a page with `Accept: text/html`, as a PDF with `Accept: application/pdf`."""
    from services.billing.use_cases.invoices import view_invoice as found

    return found.view_invoice(work, invoice_id=invoice_id, accept=request.headers.get("accept", ""))


@documents.get(
    "/v1/statements/{month}",
    refusals=(NoSuchMonth, StatementTooLong, TeamNeeded, NotFound),
    files=("application/pdf", "text/csv"),
)
def get_statement(work: UnitOfWork, request: Request, month: str, query: MonthQuery) -> Response:
    """Get the statement of a month, such as 2027-01, as a PDF; as a CSV file with `Accept: text/csv`."""
    from services.billing.use_cases.books.view_statement import view_statement

    return view_statement(work, month=month, query=query, accept=request.headers.get("accept", ""))
