"""CSV files for spreadsheets: UTF-8 with a byte order mark, and no formulas."""

import csv
import io
from collections.abc import Iterable

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(lines: Iterable[Iterable[object]]) -> str:
    """Return lines as CSV, without a byte order mark."""
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def csv_file(lines: Iterable[Iterable[object]], *, begins: bool = True) -> bytes:
    """Return a file of these lines; one that is not its beginning is a part to append to it."""
    return ((_BYTE_ORDER_MARK if begins else "") + csv_text(lines)).encode()


def defuse(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_FORMULA) else text
