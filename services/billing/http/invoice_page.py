"""An invoice, a credit note or a debit note as an HTML page (B13)."""

from collections.abc import Iterable
from functools import partial
from html import escape

from kernel.languages import spoken
from services.billing.domain.printed_invoice import COLUMNS, PrintedInvoice
from services.billing.domain.receipt import written_amount
from services.billing.http.receipt_page import STYLE

_PARTIES = """
.parties { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; margin: 0 0 2rem; }
.parties h2 { margin: 0; font-size: 1rem; font-weight: 400; color: #545b64; }
.parties p { margin: 0; overflow-wrap: anywhere; }
tfoot tr:not(:last-child) * { font-weight: 400; padding-block: .25rem; }
"""


def invoice_page(invoice: PrintedInvoice) -> str:
    """Return the document as one HTML page without scripts, ready to print."""
    said = partial(spoken, language=invoice.language)
    title = escape(f"{said(invoice.title)} {invoice.number}")
    facts = "".join(f"<dt>{said(label)}</dt><dd><bdi>{escape(said(it))}</bdi></dd>" for label, it in invoice.facts)
    heads = "".join(f'<th scope="col">{said(column)}</th>' for column in COLUMNS)
    parties = "".join(_party(said(it.title), map(said, it.lines)) for it in invoice.parties)
    rows = "".join(_row(said(it.what), it.micros) for it in invoice.lines)
    sums = "".join(_sum(said(it.what), it.micros) for it in (*invoice.sums, invoice.total))
    return f"""<!doctype html>
<html lang="{invoice.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}{_PARTIES}</style></head>
<body><main><h1>{title}</h1><div class="parties">{parties}</div><dl>{facts}</dl>
<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>
<tfoot>{sums}</tfoot></table>
</main></body></html>"""


def _party(title: str, lines: Iterable[str]) -> str:
    said = "".join(f"<p><bdi>{escape(line)}</bdi></p>" for line in lines)
    return f"<section><h2>{title}</h2>{said}</section>"


def _row(what: str, micros: int) -> str:
    return f"<tr><td><bdi>{escape(what)}</bdi></td><td>{written_amount(micros)}</td></tr>"


def _sum(what: str, micros: int) -> str:
    return f'<tr><th scope="row">{escape(what)}</th><td>{written_amount(micros)}</td></tr>'
