"""Billing's door for documents: receipts as pages and PDFs. Its function alone has the layer that makes PDFs."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.request import Request, Response
from services.billing import wiring
from services.billing.domain.problems import NoReceipt
from services.billing.use_cases.payments.view_receipt import see_receipt

documents = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's
handler = documents.handler


@documents.get("/v1/payments/{payment_id}/receipt", refusals=(NoReceipt,))
def get_receipt(work: UnitOfWork, request: Request, payment_id: str) -> Response:
    """Get the receipt as a page, or as a PDF with `Accept: application/pdf`."""
    return see_receipt(work, request, payment_id)
