"""An invoice, a credit note or a debit note as a PDF (B13)."""

from pathlib import Path

from kernel.pdf.render import render_pdf
from services.billing.domain.printed_invoice import COLUMNS, PrintedInvoice
from services.billing.domain.receipt import Line, written_amount

_TEMPLATE = Path(__file__).with_name("invoice.typ")


def invoice_pdf(invoice: PrintedInvoice) -> bytes:
    """Return the bytes of the PDF: US letter, as many pages as it takes."""
    data = {
        "kind": invoice.title,
        "number": invoice.number,
        "seller": invoice.seller_name,
        "parties": [(party.title, party.lines) for party in invoice.parties],
        "facts": invoice.facts,
        "columns": COLUMNS,
        "lines": list(map(_written, invoice.lines)),
        "sums": list(map(_written, invoice.sums)),
        "total": _written(invoice.total),
    }
    return render_pdf(_TEMPLATE, data, at=invoice.issued_at, language=invoice.language)


def _written(line: Line) -> tuple[str, str]:
    return line.what, written_amount(line.micros)
