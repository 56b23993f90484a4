"""An invoice, a credit note or a debit note as an HTML page (B13)."""

from html import escape

from services.billing.domain.printed_invoice import COLUMNS, Party, PrintedInvoice
from services.billing.domain.receipt import Line, written_amount
from services.billing.http.receipt_page import STYLE

_PARTIES = """
.parties { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; margin: 0 0 2rem; }
.parties h2 { margin: 0; font-size: 1rem; font-weight: 400; color: #545b64; }
.parties p { margin: 0; overflow-wrap: anywhere; }
tfoot tr:not(:last-child) * { font-weight: 400; padding-block: .25rem; }
"""


def invoice_page(invoice: PrintedInvoice) -> str:
    """Return the document as one HTML page without scripts, ready to print."""
    title = escape(f"{invoice.title} {invoice.number}")
    facts = "".join(f"<dt>{label}</dt><dd><bdi>{escape(value)}</bdi></dd>" for label, value in invoice.facts)
    heads = "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}{_PARTIES}</style></head>
<body><main><h1>{title}</h1><div class="parties">{"".join(map(_party, invoice.parties))}</div><dl>{facts}</dl>
<table><thead><tr>{heads}</tr></thead><tbody>{"".join(map(_row, invoice.lines))}</tbody>
<tfoot>{"".join(map(_sum, (*invoice.sums, invoice.total)))}</tfoot></table>
</main></body></html>"""


def _party(party: Party) -> str:
    lines = "".join(f"<p><bdi>{escape(line)}</bdi></p>" for line in party.lines)
    return f"<section><h2>{party.title}</h2>{lines}</section>"


def _row(line: Line) -> str:
    return f"<tr><td><bdi>{escape(line.what)}</bdi></td><td>{written_amount(line.micros)}</td></tr>"


def _sum(line: Line) -> str:
    return f'<tr><th scope="row">{escape(line.what)}</th><td>{written_amount(line.micros)}</td></tr>'
