"""Closes each day that is over, in slices: its turnover, its balances, and whether the wallets hold as much (B19).

A slice is summed page by page, and its sum goes along with the task for the next page, so that any of them may be
repeated. Whichever slice is finished last closes the day; a day is closed after the one before it.
The turnover of usage is summed as its records are written, and added when the day is closed.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from contracts.bookkeeping import BooksCloseDue, TurnoverDue
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.trial_balance import ClosedDay, add_postings, close_day, sum_slices
from services.billing.stores import books, ledger, usage_sums
from services.billing.use_cases.books.verify_deferred import check_deferred

_PAGE = 500  # journals
_DAY = timedelta(days=1)
_QUIET = timedelta(days=31)  # so long before the first journals there are none


def list_open_days(table: Table, today: date) -> Iterator[str]:
    """Yield the days that are over and not closed, oldest first; write the opening before the first one."""
    last = books.find_last_day(table)
    if last is None:
        last = ClosedDay(str(_first_day(table, today) - _DAY))
        table.commit([books.save_day(last)])
    day = date.fromisoformat(last.day) + _DAY
    while day < today:
        yield str(day)
        day += _DAY


def _first_day(table: Table, today: date) -> date:
    """Return the day of the first journals or usage, however long ago: the first close happens once."""
    first = day = today - _DAY
    while first - day < _QUIET:
        day -= _DAY
        is_booked = books.has_journals(table, str(day)) or usage_sums.list_turnovers(table, str(day))
        first = day if is_booked else first
    return first


def start_day(work: UnitOfWork, day: str) -> None:
    """Publish the slices of a day's journals."""
    work.publish(*(TurnoverDue(day=day, shard=shard) for shard in range(books.SHARDS)))


def sum_turnover(work: UnitOfWork, event: TurnoverDue) -> None:
    """Add a page of a day's journals to the sum of its slice, and go on with the next page or the day's close."""
    postings, cursor = books.list_postings(work.table, event.day, event.shard, _PAGE, event.cursor)
    turnover = add_postings(event.turnover, postings)
    work.publish(*check_deferred(postings))
    if cursor:
        work.publish(TurnoverDue(day=event.day, shard=event.shard, cursor=cursor, turnover=turnover))
        return
    work.save([books.save_turnover(event.day, event.shard, turnover)])
    work.publish(BooksCloseDue(day=event.day))


def close_books(work: UnitOfWork, event: BooksCloseDue) -> None:
    """Close a day of which all slices are summed, and compare it with the wallets once all of those are."""
    closed = books.find_day(work.table, event.day) or _close(work, event.day)
    in_wallets = books.sum_in_wallets(work.table, event.day, ledger.SHARDS)
    if closed and in_wallets is not None:
        differences = closed.differences(in_wallets)
        work.save([books.save_check(event.day, in_wallets, differences)])
        if differences:
            _alarm(event.day, differences)


def _close(work: UnitOfWork, day: str) -> ClosedDay | None:
    before = books.find_day(work.table, str(date.fromisoformat(day) - _DAY))
    slices = books.list_turnovers(work.table, day)
    if before is None or slices is None:
        return None
    closed = close_day(day, before, sum_slices([*slices, *usage_sums.list_turnovers(work.table, day)]))
    if closed.difference:
        _alarm(day, {"": closed.difference})
    work.save([books.save_day(closed)])
    work.publish(BooksCloseDue(day=str(date.fromisoformat(day) + _DAY)))
    return closed


def _alarm(day: str, differences: dict[str, int]) -> None:
    log().error("billing.trial_balance.difference", extra={"day": day, "differences": differences})
    count("TrialBalanceDifference")
