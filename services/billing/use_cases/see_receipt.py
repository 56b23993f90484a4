"""See the receipt of a payment, as a page or as a PDF (B13)."""

from kernel.calls import Answer, Call
from kernel.problems import Conflict
from kernel.work import Work
from services.billing.payments import Charged
from services.billing.receipt_pdf import receipt_pdf
from services.billing.receipts import receipt_page
from services.billing.use_cases.see_payments import find_payment
from services.billing.use_cases.write_receipt import receipt_of

_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class NoReceipt(Conflict):
    code, title = "no_receipt", "There is a receipt once the payment is completed."


def see_receipt(work: Work, call: Call, payment_id: str) -> Answer:
    """Return the receipt as a page or, if the caller accepts that, as a PDF. Raises NotFound and NoReceipt."""
    payment, person = find_payment(work, call, payment_id)
    if payment.charged is not Charged.COMPLETED:
        raise NoReceipt
    receipt = receipt_of(work, payment, person)
    if "application/pdf" in call.headers.get("accept", ""):
        name = f'inline; filename="{payment.payment_id}.pdf"'
        headers = {"content-type": "application/pdf", "content-disposition": name}
        return Answer(200, receipt_pdf(receipt), headers)
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": _PAGE_POLICY}
    return Answer(200, receipt_page(receipt), headers)
