"""The receipt of a payment as an HTML page (B13)."""

from functools import partial
from html import escape

from kernel.languages import spoken
from services.billing.domain.receipt import COLUMNS, TITLE, TOTAL, Receipt, written_amount

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #f2f3f3; color: #16191f; font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; }
main { max-width: 42rem; margin: 2rem auto; padding: 2.5rem; background: #fff; border-radius: .75rem; }
h1 { margin: 0 0 1.5rem; font-size: 1.75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0 0 2rem; }
dt { color: #545b64; } dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem 0; border-bottom: 1px solid #d5dbdb; text-align: start; vertical-align: top; }
th:last-child, td:last-child { padding-inline-start: 1rem; text-align: end; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
tfoot th, tfoot td { border-bottom: 0; font-weight: 700; }
@media print { body { background: #fff; } main { margin: 0; padding: 0; max-width: none; } }
"""


def receipt_page(receipt: Receipt) -> str:
    """Return the receipt as one HTML page without scripts, ready to print."""
    said = partial(spoken, language=receipt.language)
    facts = "".join(f"<dt>{said(label)}</dt><dd><bdi>{escape(said(it))}</bdi></dd>" for label, it in receipt.facts())
    rows = "".join(_row(said(line.what), line.micros) for line in receipt.lines)
    heads = "".join(f'<th scope="col">{said(column)}</th>' for column in COLUMNS)
    title = said(TITLE)
    return f"""<!doctype html>
<html lang="{receipt.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} {escape(receipt.number)}</title><style>{STYLE}</style></head>
<body><main><h1>{title}</h1><dl>{facts}</dl>
<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>
<tfoot><tr><th scope="row">{said(TOTAL)}</th><td>{written_amount(receipt.total)}</td></tr></tfoot></table>
</main></body></html>"""


def _row(what: str, micros: int) -> str:
    return f"<tr><td><bdi>{escape(what)}</bdi></td><td>{written_amount(micros)}</td></tr>"
