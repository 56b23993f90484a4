"""The users list as a CSV file that Excel opens as it is meant: UTF-8 with a byte order mark, and no formulas."""

from collections.abc import Iterable
from datetime import datetime

from contracts.money import Money
from kernel import clock
from kernel.spreadsheet import csv_file, defuse
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


def file_head() -> bytes:
    """Return the beginning of a file: its byte order mark and the names of the columns."""
    return csv_file([COLUMNS])


def file_rows(rows: Iterable[Member | Invitation], now: datetime) -> bytes:
    """Return the lines of these people."""
    return csv_file([_cells(row, now) for row in rows], begins=False)


def _cells(row: Member | Invitation, now: datetime) -> list[str]:
    texts = [row.name or "", row.phone_number, row.email, row.role]
    if isinstance(row, Member):
        texts += [row.status, "; ".join(number.phone_number for number in row.numbers), ""]
        times = [row.invited_at, row.joined_at, row.last_active_at]
    else:
        promised = row.credits and not row.is_over(now)
        texts += [row.list_status(now), "", Money.of(row.credits).amount if promised else ""]
        times = [row.invited_at, None, None]
    return [defuse(text) for text in texts] + [clock.to_text(at) if at else "" for at in times]
