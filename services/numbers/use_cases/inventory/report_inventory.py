"""Report to the operator how our numbers and the carrier's differ (N16)."""

from typing import Any

from kernel import clock
from kernel.dynamodb.table import Table
from services.numbers.stores import inventories

_LINES = 100


def report_inventory(table: Table, day: str | None, *, cursor: str | None) -> dict[str, Any]:
    """Return the last day that was compared, and a page of the differences of a day: that one, if none is named."""
    last = inventories.find_last(table)
    page = inventories.list_lines(table, day or last.day, _LINES, cursor) if last else None
    names = ("what", "phone_number", "ours", "theirs")
    lines = [{name: item[name] for name in names} for item in page.items] if page else []
    return {"last": _readable(last) if last else None, "lines": lines, "cursor": page.next_cursor if page else None}


def _readable(last: inventories.Last) -> dict[str, Any]:
    return {"day": last.day, "compared_at": clock.to_text(last.compared_at), "confirmed": last.is_confirmed}
