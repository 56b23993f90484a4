"""A month's statement as a PDF (B13)."""

from datetime import datetime
from pathlib import Path

from contracts.languages import DEFAULT, Language
from contracts.sentences import joined, say, say_month
from kernel.pdf.render import render_pdf
from services.billing.domain.receipt import written_amount
from services.billing.domain.statement import Row, Statement

_TEMPLATE = Path(__file__).with_name("statement.typ")

_COLUMNS = (
    say("Date"),
    say("What"),
    say("Requested by"),
    say("Paid with PayPal"),
    say("Amount"),
    say("Balance"),
    say("Owed"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def statement_pdf(statement: Statement, holder: str, seller: str, at: datetime, language: Language = DEFAULT) -> bytes:
    """Return the bytes of the PDF, which was made `at` this time: US letter, as many pages as it takes."""
    zone = statement.start.tzinfo
    has_debts = any(owed for owed in (statement.opening[1], *(row.owed for row in statement.rows)))
    columns, sums = (len(_COLUMNS), 3) if has_debts else (len(_COLUMNS) - 1, 2)
    rows = [
        (
            _moment(row.at.astimezone(zone)),
            _describe(row),
            row.by,
            written_amount(row.paid) if row.paid else "",
            written_amount(row.amount),
            written_amount(row.balance),
            written_amount(row.owed),
        )[:columns]
        for row in statement.rows
    ]
    month = say("{month} {year}", month=say_month(statement.start), year=statement.start.year)
    data = {
        "kind": say("Statement"),
        "number": statement.month,
        "seller": seller,
        "facts": [(say("Month"), month), (say("For"), holder), (say("Time zone"), str(zone))],
        "columns": _COLUMNS[:columns],
        "opening": (say("Opening balance"), *map(written_amount, statement.opening))[:sums],
        "rows": rows,
        "closing": (say("Closing balance"), *map(written_amount, statement.closing))[:sums],
    }
    return render_pdf(_TEMPLATE, data, at=at, language=language)


def _describe(row: Row) -> str:
    """Return what a row is, for whom, and on which invoice."""
    what = joined(": ", (row.what, row.to)) if row.to else row.what
    return say("{what} (invoice {invoice})", what=what, invoice=row.invoice) if row.invoice else what


def _moment(at: datetime) -> str:
    return say("{month} {day:02}, {time}", month=say(_MONTHS[at.month - 1]), day=at.day, time=f"{at:%H:%M}")
