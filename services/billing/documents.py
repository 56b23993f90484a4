"""Handles requests for documents: receipts as pages and PDFs. Its function alone has the layer that makes PDFs."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.request import Request, Response
from services.billing import wiring
from services.billing.domain.problems import NoReceipt
from services.billing.use_cases.payments.view_receipt import view_receipt

documents = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's
handler = snapshot.handler_of(documents, wiring.table)


@documents.get("/v1/payments/{payment_id}/receipt", refusals=(NoReceipt,))
def get_receipt(work: UnitOfWork, request: Request, payment_id: str) -> Response:
    """Get the receipt as a page, or as a PDF with `Accept: application/pdf`."""
    return view_receipt(work, payment_id=payment_id, accept=request.headers.get("accept", ""))
