"""CSV files for spreadsheets: UTF-8 with a byte order mark, and no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(lines: Iterable[Sequence[object]], *, begins: bool = True) -> bytes:
    """Return a file of these lines; one that is not its beginning is a part to append to it."""
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return ((_BYTE_ORDER_MARK if begins else "") + written.getvalue()).encode()


def dollars(micros: int) -> str:
    """Return an amount as a number: cents, and parts of a cent only where there are some."""
    whole, rest = divmod(abs(micros), 1_000_000)
    return f"{'-' if micros < 0 else ''}{whole}.{f'{rest:06d}'.rstrip('0').ljust(2, '0')}"


def defuse(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_FORMULA) else text
