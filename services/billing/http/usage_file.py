"""Usage as CSV files for spreadsheets: sums, and records page by page (B12)."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from kernel.spreadsheet import csv_file, defuse
from services.billing.domain.usage_summary import NONE, Group
from services.billing.domain.usage_words import kind_in_words
from services.billing.http.usage_schemas import UsageRecordView, UsageRow

_COLUMNS: dict[Group, tuple[str, ...]] = {
    "day": ("Day",),
    "user": ("User", "User id"),
    "kind": ("Kind",),
    "number": ("Number", "Number id"),
    "country": ("Country",),
}
_COUNTED = ("Count", "Seconds", "Amount (USD)")
_RECORDS = (
    "Debited", "When", "User", "User id", "Kind", "Number", "Number id", "Country", "Place", "Seconds", "Parts",
    "Rates", "Record", "Amount (USD)",
)  # fmt: skip


def sums_file(rows: Iterable[UsageRow], groups: Sequence[Group]) -> bytes:
    """Return the file of these rows: they have the columns that they are grouped by."""
    columns = [column for group in groups for column in _COLUMNS[group]]
    lines = ((*_said(row, groups), row.count, row.seconds, row.amount.amount) for row in rows)
    return csv_file([(*columns, *_COUNTED), *lines])


def records_file(records: Iterable[UsageRecordView], zone: tzinfo, *, is_first: bool) -> bytes:
    """Return a page of records: the first with the names of columns, the others to be appended to it."""
    lines = [_record(record, zone) for record in records]
    return csv_file([_RECORDS, *lines] if is_first else lines, begins=is_first)


def _said(row: UsageRow, groups: Sequence[Group]) -> list[str]:
    cells: dict[Group, tuple[str | None, ...]] = {
        "day": (str(row.day or ""),),
        "user": (row.user_name, row.user_id),
        "kind": (kind_in_words(row.kind or ""),),
        "number": (row.phone_number, row.number_id),
        "country": (_country(row.country),),
    }
    return [defuse(cell or "") for group in groups for cell in cells[group]]


def _record(record: UsageRecordView, zone: tzinfo) -> list[object]:
    times = [at.astimezone(zone).isoformat(timespec="seconds") for at in (record.counted_at, record.at)]
    of_whom = (record.user_name, record.user_id, kind_in_words(record.kind), record.phone_number, record.number_id)
    said = [defuse(text or "") for text in (*of_whom, _country(record.country), record.place)]
    rated = [record.seconds, record.units, defuse(record.deck), defuse(record.record_id), record.amount.amount]
    return [*times, *said, *rated]


def _country(country: str | None) -> str:
    return "" if country in (None, NONE) else str(country)
