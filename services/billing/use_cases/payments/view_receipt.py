"""Shows the receipt of a payment, as a page or as a PDF (B13)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Response
from services.billing.domain.payment import ChargeStatus
from services.billing.domain.problems import NoReceipt
from services.billing.http.receipt_page import receipt_page
from services.billing.pdf.receipt import receipt_pdf
from services.billing.use_cases.payments.list_payments import find_payment
from services.billing.use_cases.payments.write_receipt import receipt_of

_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def view_receipt(work: UnitOfWork, *, payment_id: str, accept: str) -> Response:
    """Return the receipt as a page or, if `accept` names its type, as a PDF. Raises NotFound and NoReceipt."""
    payment, person = find_payment(work, payment_id)
    if payment.charge_status is not ChargeStatus.COMPLETED:
        raise NoReceipt
    receipt = receipt_of(work, payment, person)
    if "application/pdf" in accept:
        name = f'inline; filename="{payment.payment_id}.pdf"'
        headers = {"content-type": "application/pdf", "content-disposition": name}
        return Response(200, receipt_pdf(receipt), headers)
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": _PAGE_POLICY}
    return Response(200, receipt_page(receipt), headers)
