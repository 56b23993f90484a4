"""The users list as a CSV file that Excel opens as it is meant: UTF-8 with a byte order mark, and no formulas."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from contracts.money import Money
from kernel import clock
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member

COLUMNS = (
    "Name",
    "Phone number",
    "Email",
    "Role",
    "Status",
    "Numbers",
    "Credits promised (USD)",
    "Invited at",
    "Joined at",
    "Last active at",
)
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def file_head() -> bytes:
    """Return the beginning of a file: its byte order mark and the names of the columns."""
    return (_BYTE_ORDER_MARK + _text_of([COLUMNS])).encode()


def file_rows(rows: Iterable[Member | Invitation], now: datetime) -> bytes:
    """Return the lines of these people."""
    return _text_of([_cells(row, now) for row in rows]).encode()


def _text_of(lines: Iterable[Iterable[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def _cells(row: Member | Invitation, now: datetime) -> list[str]:
    texts = [row.name or "", row.phone_number, row.email, row.role]
    if isinstance(row, Member):
        texts += [row.status, "; ".join(number.phone_number for number in row.numbers), ""]
        times = [row.invited_at, row.joined_at, row.last_active_at]
    else:
        promised = row.credits and not row.is_over(now)
        texts += [row.list_status(now), "", Money.of(row.credits).amount if promised else ""]
        times = [row.invited_at, None, None]
    return [_defuse(text) for text in texts] + [clock.to_text(at) if at else "" for at in times]


def _defuse(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_FORMULA) else text
