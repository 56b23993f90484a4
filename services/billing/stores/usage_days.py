"""Reads what was used, day by day of UTC: of a person from the hours of their wallet, of a team from its sums."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.months import months_after
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.billing.domain.usage import Cell, Used
from services.billing.domain.usage_days import DaySums, sum_days
from services.billing.stores import usage

_AT_ONCE = 1_000


def of_person(table: Table, account_id: str, start: datetime, end: datetime) -> list[DaySums]:
    """Return what a person used between two instants, from any credits, and on whichever team they were."""
    found = _read_all(table, f"WALLET#{account_id}", between=_entries(start, end), keep=_keep_usage)
    return sum_days(cell for item in found for cell in usage.entry_of(item).cells.items())


def of_team(
    table: Table, team_id: str, start: datetime, end: datetime, *, account_id: str | None = None
) -> list[DaySums]:
    """Return what was used on a team in the days of UTC between two instants; with `account_id` by one person."""
    begins = f"{account_id}#" if account_id else "acc_"
    return [
        sums
        for month in _months(start, end)
        for sums in sum_days(_cells(_read_all(table, f"SUMS#{team_id}#{month}", begins=begins), month))
    ]


def _read_all(table: Table, pk: str, **how: Any) -> Iterator[Item]:
    cursor: str | None = None
    while True:
        page = table.query(pk, limit=_AT_ONCE, cursor=cursor, **how)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def _keep_usage(items: list[Item]) -> list[Item]:
    return [item for item in items if usage.is_usage(item)]


def _entries(start: datetime, end: datetime) -> tuple[str, str]:
    """Return the first and last key of the entries for these hours: each has the key of its hour's end."""
    first = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return f"ENTRY#{clock.to_text(first)}", f"ENTRY#{clock.to_text(end + timedelta(hours=1))}"


def _cells(items: Iterable[Item], month: str) -> Iterator[tuple[Cell, Used]]:
    for item in items:
        account_id, day, hour = item["sk"].split("#")
        begins = datetime.fromisoformat(f"{month}-{day}T{hour}:00:00+00:00")
        yield from usage.cells_of(account_id, begins, item).items()


def _months(start: datetime, end: datetime) -> list[str]:
    at, found = start.astimezone(UTC).replace(day=1, hour=0, minute=0), list[str]()
    while at < end:
        found.append(f"{at:%Y-%m}")
        at = months_after(at, 1)
    return found
