"""The receipt of a payment as a PDF (B13)."""

from pathlib import Path

from kernel.pdf.render import render_pdf
from services.billing.domain.receipt import COLUMNS, TITLE, TOTAL, Receipt, written_amount

_TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return the bytes of the PDF: US letter, as many pages as it takes."""
    data = {
        "kind": TITLE,
        "number": receipt.number,
        "seller": receipt.seller,
        "facts": receipt.facts(),
        "columns": COLUMNS,
        "lines": [(line.what, written_amount(line.micros)) for line in receipt.lines],
        "total": (TOTAL, written_amount(receipt.total)),
    }
    return render_pdf(_TEMPLATE, data, at=receipt.issued_at, language=receipt.language)
