"""A month's statement as a CSV file for spreadsheets (B13)."""

from collections.abc import Sequence

from contracts.money import dollars
from kernel.spreadsheet import csv_file, defuse
from services.billing.domain.statement import Statement

COLUMNS = (
    "Date", "What", "For", "Requested by", "Payment", "Invoice",
    "Paid with PayPal (USD)", "Amount (USD)", "Balance (USD)", "Owed (USD)",
)  # fmt: skip
_NOTHING = ("",) * 6


def statement_file(statement: Statement) -> bytes:
    """Return the file: the opening, each row and the closing; times have the offset of the reader's time zone."""
    zone = statement.start.tzinfo
    lines: list[Sequence[object]] = [COLUMNS]
    lines.append([statement.start.isoformat(), "Opening balance", *_NOTHING, *map(dollars, statement.opening)])
    for row in statement.rows:
        at = row.at.astimezone(zone).isoformat(timespec="seconds")
        said = map(defuse, (row.what, row.to, row.by, row.payment_id, row.invoice))
        paid = dollars(row.paid) if row.paid else ""
        lines.append([at, *said, paid, *map(dollars, (row.amount, row.balance, row.owed))])
    lines.append([statement.end.isoformat(), "Closing balance", *_NOTHING, *map(dollars, statement.closing)])
    return csv_file(lines)
