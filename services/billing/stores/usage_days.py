"""Reads what was used, day by day of UTC: of a person from the hours of their wallet, of a team from its sums."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from contracts.months import months_after
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from kernel.problems import Stale, Unavailable
from services.billing.domain.usage_days import DaySums, sum_days
from services.billing.domain.usage_fold import unpack
from services.billing.stores import usage, usage_folds, usage_sums

_AT_ONCE = 1_000
_DAYS_AT_ONCE = 100  # of up to 100 KB each
_TRIES = 5


def of_person(table: Table, account_id: str, start: datetime, end: datetime) -> list[DaySums]:
    """Return what a person used between two instants, from any credits, and on whichever team they were."""
    pages = _pages(table, f"WALLET#{account_id}", size=_AT_ONCE, between=_entries(start, end), keep=_keep_usage)
    return sum_days(cell for page in pages for item in page for cell in usage_sums.entry_of(item).cells.items())


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
    return [sums for part in _parts(team_id, start, end, in_detail, begins) for sums in _read(table, part, today)]


def each_of_team(
    table: Table, team_id: str, start: datetime, end: datetime, *, today: date, in_detail: bool
) -> Iterator[DaySums]:
    """Yield the same, of everyone, some at a time: however large the team is, no month of it is held at once.

    Raises Stale if hours were folded meanwhile: then what was yielded does not add up.
    """
    for part in _parts(team_id, start, end, in_detail, "acc_"):
        yield from _each(table, part, today)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is read of a month: the partition, how the keys of hours begin, and from which to which key days are."""

    pk: str
    month: str
    hours: str
    days: tuple[str, str]


def _parts(team_id: str, start: datetime, end: datetime, in_detail: bool, hours: str) -> Iterator[_Part]:
    """Yield what is read of the months of UTC between two instants."""
    folded = "CUBE#" if in_detail else "DAY#"
    at, last = start.astimezone(UTC), (end - timedelta(microseconds=1)).astimezone(UTC)
    while at <= last:
        month = f"{at:%Y-%m}"
        until = f"{last:%d}" if f"{last:%Y-%m}" == month else "31"
        yield _Part(usage_folds.days_key(team_id, month), month, hours, (f"{folded}{at:%d}", f"{folded}{until}~"))
        at = months_after(at.replace(day=1, hour=0, minute=0), 1)


def _read(table: Table, part: _Part, today: date) -> list[DaySums]:
    for _ in range(_TRIES):
        with suppress(Stale):
            return list(_each(table, part, today))
    raise Unavailable("This month is being summed. Please try again.", retry_after=1)


def _each(table: Table, part: _Part, today: date) -> Iterator[DaySums]:
    """Yield the hours of a month that are not folded, and the days that are.

    A fold between two reads would have hours twice, and none if days were read first. So hours are read first, and
    again if there were any that a fold may take. Raises Stale if these have changed.
    """
    seen, may_fold = sha256(), False
    for hours in _pages(table, part.pk, size=_AT_ONCE, begins=part.hours):
        may_fold |= _note(seen, hours, part.month, today)
        yield from usage_folds.of_hours(hours)
    for days in _pages(table, part.pk, size=_DAYS_AT_ONCE, between=part.days):
        yield from (DaySums(date.fromisoformat(f"{part.month}-{_day_of(it)}"), unpack(it["runs"])) for it in days)
    if may_fold:
        again = sha256()
        for hours in _pages(table, part.pk, size=_AT_ONCE, begins=part.hours):
            _note(again, hours, part.month, today)
        if again.digest() != seen.digest():
            raise Stale


def _note(seen: Any, hours: Iterable[Item], month: str, today: date) -> bool:
    """Note the hours of days that are over, with their revisions, and return whether there are any."""
    keys = [
        f"{item['sk']} {item.get(usage.REVISION)}\n"
        for item in hours
        if f"{month}-{str(item['sk']).split('#')[1]}" < today.isoformat()
    ]
    seen.update("".join(keys).encode())
    return bool(keys)


def _day_of(item: Item) -> str:
    return str(item["sk"]).split("#")[1]


def _pages(table: Table, pk: str, **how: Any) -> Iterable[list[Item]]:
    return table.query_pages(pk, **how)


def _keep_usage(items: list[Item]) -> list[Item]:
    return [item for item in items if usage_sums.is_usage(item)]


def _entries(start: datetime, end: datetime) -> tuple[str, str]:
    """Return the first and last key of the entries for these hours: each has the key of its hour's end."""
    first = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return f"ENTRY#{clock.to_text(first)}", f"ENTRY#{clock.to_text(end + timedelta(hours=1))}"
