"""A month's statement as a CSV file for spreadsheets: UTF-8 with a byte order mark, and no formulas (B13)."""

import csv
import io

from services.billing.domain.statement import Statement

COLUMNS = (
    "Date", "What", "For", "Requested by", "Payment", "Invoice",
    "Paid with PayPal (USD)", "Amount (USD)", "Balance (USD)", "Owed (USD)",
)  # fmt: skip
_NOTHING = ("",) * 6
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def statement_file(statement: Statement) -> bytes:
    """Return the file: the opening, each row and the closing; times have the offset of the reader's time zone."""
    zone = statement.start.tzinfo
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    lines.writerow([statement.start.isoformat(), "Opening balance", *_NOTHING, *map(_dollars, statement.opening)])
    for row in statement.rows:
        at = row.at.astimezone(zone).isoformat(timespec="seconds")
        said = map(_defuse, (row.what, row.to, row.by, row.payment_id, row.invoice))
        paid = _dollars(row.paid) if row.paid else ""
        lines.writerow([at, *said, paid, *map(_dollars, (row.amount, row.balance, row.owed))])
    lines.writerow([statement.end.isoformat(), "Closing balance", *_NOTHING, *map(_dollars, statement.closing)])
    return (_BYTE_ORDER_MARK + written.getvalue()).encode()


def _dollars(micros: int) -> str:
    """Return an amount as a number: cents, and parts of a cent only where there are some."""
    whole, rest = divmod(abs(micros), 1_000_000)
    return f"{'-' if micros < 0 else ''}{whole}.{f'{rest:06d}'.rstrip('0').ljust(2, '0')}"


def _defuse(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_FORMULA) else text
