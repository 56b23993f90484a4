"""Receipts: one payment as a page and as a PDF (B13)."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from html import escape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_STYLE = """
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


COLUMNS, TOTAL = ("For", "Amount"), "Total paid"


@dataclass(frozen=True, slots=True)
class Line:
    """What was paid for, and how much of it, in micro-dollars; a refund is a negative line."""

    what: str
    micros: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says. `team` is empty for a person's own payment; `paypal_id` is the capture's id."""

    number: str
    issued_at: datetime
    seller: str
    payer_name: str
    payer_email: str
    team: str
    paypal_id: str
    lines: tuple[Line, ...]
    time_zone: str = "UTC"

    @property
    def total(self) -> int:
        """What was paid, in micro-dollars."""
        return sum(line.micros for line in self.lines)

    def facts(self) -> list[tuple[str, str]]:
        """What stands above the lines: labels and values, without those that are empty."""
        said = [
            ("Receipt number", self.number),
            ("Date", written_date(self.issued_at, self.time_zone)),
            ("From", self.seller),
            ("Paid by", self.payer_name),
            ("PayPal account", self.payer_email),
            ("Team", self.team),
            ("PayPal transaction", self.paypal_id),
        ]
        return [(label, value) for label, value in said if value]


def written_amount(micros: int) -> str:
    """An amount for people: cents, and parts of a cent only where there are some."""
    whole, rest = divmod(abs(micros), 1_000_000)
    digits = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'−' if micros < 0 else ''}{whole:,}.{digits} USD"


def written_date(at: datetime, time_zone: str) -> str:
    """A date for people, with its zone; in UTC where the zone is not known."""
    zone: tzinfo = UTC
    try:
        zone = ZoneInfo(time_zone) if time_zone != "UTC" else UTC
    except (ZoneInfoNotFoundError, ValueError):
        time_zone = "UTC"
    there = at.astimezone(zone)
    return f"{there.day} {there:%B %Y, %H:%M} {time_zone}"


def receipt_page(receipt: Receipt) -> str:
    """The receipt as an HTML page that stands by itself, prints well and holds no script."""
    facts = "".join(f"<dt>{label}</dt><dd><bdi>{escape(value)}</bdi></dd>" for label, value in receipt.facts())
    rows = "".join(_row(line.what, line.micros) for line in receipt.lines)
    heads = "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Receipt {escape(receipt.number)}</title><style>{_STYLE}</style></head>
<body><main><h1>Receipt</h1><dl>{facts}</dl>
<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>
<tfoot><tr><th scope="row">{TOTAL}</th><td>{written_amount(receipt.total)}</td></tr></tfoot></table>
</main></body></html>"""


def _row(what: str, micros: int) -> str:
    return f"<tr><td><bdi>{escape(what)}</bdi></td><td>{written_amount(micros)}</td></tr>"
