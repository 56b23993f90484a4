"""A month's statement as a PDF (B13)."""

from datetime import datetime
from pathlib import Path

from kernel.pdf.render import render_pdf
from services.billing.domain.receipt import written_amount
from services.billing.domain.statement import Row, Statement

_TEMPLATE = Path(__file__).with_name("statement.typ")

_COLUMNS = ("Date", "What", "Requested by", "Paid with PayPal", "Amount", "Balance", "Owed")


def statement_pdf(statement: Statement, holder: str, seller: str, at: datetime) -> bytes:
    """Return the bytes of the PDF, which was made `at` this time: US letter, as many pages as it takes."""
    zone = statement.start.tzinfo
    has_debts = any(owed for owed in (statement.opening[1], *(row.owed for row in statement.rows)))
    columns, sums = (len(_COLUMNS), 3) if has_debts else (len(_COLUMNS) - 1, 2)
    rows = [
        (
            f"{row.at.astimezone(zone):%b %d, %H:%M}",
            _describe(row),
            row.by,
            written_amount(row.paid) if row.paid else "",
            written_amount(row.amount),
            written_amount(row.balance),
            written_amount(row.owed),
        )[:columns]
        for row in statement.rows
    ]
    data = {
        "number": statement.month,
        "seller": seller,
        "facts": [("Month", f"{statement.start:%B %Y}"), ("For", holder), ("Time zone", str(zone))],
        "columns": _COLUMNS[:columns],
        "opening": ("Opening balance", *map(written_amount, statement.opening))[:sums],
        "rows": rows,
        "closing": ("Closing balance", *map(written_amount, statement.closing))[:sums],
    }
    return render_pdf(_TEMPLATE, data, at=at)


def _describe(row: Row) -> str:
    """Return what a row is, for whom, and on which invoice."""
    whom = f": {row.to}" if row.to else ""
    return f"{row.what}{whom} (invoice {row.invoice})" if row.invoice else f"{row.what}{whom}"
