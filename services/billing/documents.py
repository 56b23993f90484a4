"""Billing's door for documents: receipts as pages and PDFs. Its function alone has the layer that makes PDFs."""

from kernel.calls import Answer, Call
from kernel.http import Api
from kernel.work import Work
from services.billing import wiring
from services.billing.use_cases import see_receipt

documents = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's
handler = documents.handler


@documents.get("/v1/payments/{payment_id}/receipt", refusals=(see_receipt.NoReceipt,))
def get_receipt(work: Work, call: Call, payment_id: str) -> Answer:
    """Get the receipt as a page, or as a PDF with `Accept: application/pdf`."""
    return see_receipt.see_receipt(work, call, payment_id)
