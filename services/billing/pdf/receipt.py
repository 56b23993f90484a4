"""The receipt of a payment as a PDF (B13)."""

from services.billing.domain.receipt import COLUMNS, TOTAL, Receipt, written_amount
from services.billing.pdf.render import render_pdf


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return the bytes of the PDF: US letter, as many pages as it takes."""
    data = {
        "number": receipt.number,
        "seller": receipt.seller,
        "facts": receipt.facts(),
        "columns": COLUMNS,
        "lines": [(line.what, written_amount(line.micros)) for line in receipt.lines],
        "total": (TOTAL, written_amount(receipt.total)),
    }
    return render_pdf("receipt", data, at=receipt.issued_at)
