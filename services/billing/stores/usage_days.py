"""Reads what was used, day by day of UTC: of a person from the hours of their wallet, of a team from its sums."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from contracts.months import months_after
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from kernel.problems import Unavailable
from services.billing.domain.usage_days import DaySums, sum_days
from services.billing.domain.usage_fold import unpack
from services.billing.stores import usage, usage_folds, usage_sums

_AT_ONCE = 1_000
_TRIES = 5


def of_person(table: Table, account_id: str, start: datetime, end: datetime) -> list[DaySums]:
    """Return what a person used between two instants, from any credits, and on whichever team they were."""
    found = _read_all(table, f"WALLET#{account_id}", between=_entries(start, end), keep=_keep_usage)
    return sum_days(cell for item in found for cell in usage_sums.entry_of(item).cells.items())


def of_team(
    table: Table,
    team_id: str,
    start: datetime,
    end: datetime,
    *,
    today: date,
    in_detail: bool = True,
    account_id: str | None = None,
) -> list[DaySums]:
    """Return what was used on a team in the months of UTC between two instants.

    `in_detail` says by whom and with which number; `account_id` leaves the hours of others out that are not folded.
    """
    begins = f"{account_id}#" if account_id else "acc_"
    return [
        sums
        for month in _months(start, end)
        for sums in _month(table, team_id, month, today, "CUBE#" if in_detail else "DAY#", begins)
    ]


def _month(table: Table, team_id: str, month: str, today: date, folded: str, begins: str) -> list[DaySums]:
    """Return the days of a month: those that are folded, and the hours that are not.

    A fold between two reads would have hours twice, and none if days were read first. So hours are read first, and
    again if there were any that a fold may take.
    """
    pk = usage_folds.days_key(team_id, month)
    hours = list(_read_all(table, pk, begins=begins))
    for _ in range(_TRIES):
        days = list(_read_all(table, pk, begins=folded))
        if not _may_fold(hours, month, today):
            return _sum(days, hours, month)
        again = list(_read_all(table, pk, begins=begins))
        if _may_fold(again, month, today) == _may_fold(hours, month, today):
            return _sum(days, hours, month)
        hours = again
    raise Unavailable("This month is being summed. Please try again.", retry_after=1)


def _may_fold(hours: list[Item], month: str, today: date) -> list[tuple[str, Any]]:
    """Return the hours of days that are over, with their revisions."""
    keys = [(str(item["sk"]), item.get(usage.REVISION)) for item in hours]
    return [key for key in keys if f"{month}-{key[0].split('#')[1]}" < today.isoformat()]


def _sum(days: list[Item], hours: list[Item], month: str) -> list[DaySums]:
    folded = [DaySums(date.fromisoformat(f"{month}-{_day_of(item)}"), unpack(item["runs"])) for item in days]
    return [*folded, *usage_folds.of_hours(hours)]


def _day_of(item: Item) -> str:
    return str(item["sk"]).split("#")[1]


def _read_all(table: Table, pk: str, **how: Any) -> Iterator[Item]:
    for items in table.query_pages(pk, size=_AT_ONCE, **how):
        yield from items


def _keep_usage(items: list[Item]) -> list[Item]:
    return [item for item in items if usage_sums.is_usage(item)]


def _entries(start: datetime, end: datetime) -> tuple[str, str]:
    """Return the first and last key of the entries for these hours: each has the key of its hour's end."""
    first = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return f"ENTRY#{clock.to_text(first)}", f"ENTRY#{clock.to_text(end + timedelta(hours=1))}"


def _months(start: datetime, end: datetime) -> list[str]:
    at, found = start.astimezone(UTC).replace(day=1, hour=0, minute=0), list[str]()
    while at < end:
        found.append(f"{at:%Y-%m}")
        at = months_after(at, 1)
    return found
