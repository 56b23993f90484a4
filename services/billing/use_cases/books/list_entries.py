"""Lists the entries of a wallet with the balance after each (B16).

The balance after an entry is the sum of all entries up to it: begun at a closing that the nightly check has written,
added up from there. It cannot disagree with the entries, whatever is booked at the same time, and no writer waits for
a number. What is held for a call is in it until it is spent, as in the statement: what a call costs is listed at the
end of its quarter of an hour, when its hold may be gone. The order is by when each change began, and within one change
as it was booked; two changes at the same moment may be listed in another order than they were booked.

Owners and admins see of a member's wallet what the team gave, what the member bought and what the operator granted, and
nothing of other teams, nor what the member pays PayPal for number plans.

The running balance is added up when it is read, from the nightly closing and the entries since. A sequence number on
each entry would make every writer of a busy wallet wait for the one before.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.ledger import sum_parts
from services.billing.domain.parts import OWED, is_left, is_of_another_team
from services.billing.domain.person import Person
from services.billing.http.entry_views import EntryView
from services.billing.http.schemas import StatementQuery
from services.billing.stores import entries, invoices, people, reports
from services.billing.stores.newest_entries import Recent, list_newest
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people

_BALANCE = re.compile(r"(-?[0-9]{1,14})_(-?[0-9]{1,14})")  # what is left, and what is owed
Sums = tuple[int, int]  # what is left, and what is owed, in micro-dollars
_NOW = timedelta(minutes=1)  # other machines' clocks may be ahead of ours
Shows = Callable[[str], bool] | None  # which parts the reader sees of a member's wallet; all of their own


def list_entries(work: UnitOfWork, *, query: StatementQuery) -> Page[EntryView]:
    """Return a page of a wallet's entries, oldest first unless the query says newest first."""
    person, wallet, shows = _wallet(work, query)
    start, end = query.window(work.now)
    if query.order == "newest_first":
        page = _list_newest(work, query, wallet, (start, min(end, work.now + _NOW)), shows)
    else:
        page = _list_oldest(work, query, wallet, (start, end), shows)
    names = name_people(work, person, (its_id for item in page.items for its_id in _people_in(item)))
    paid = _payments_in(page.items) if shows is None else []  # a member's own invoices are theirs alone
    numbers = invoices.numbers_of(work.table, paid)
    items, now = [], clock.to_text(work.now)
    for item, after in zip(page.items, page.after, strict=True):
        amount, _ = _sums(item["parts"], shows)
        shown = item | {"amount": amount, "at": min(item["at"], now)}  # a quarter of usage ends later
        items.append(EntryView.of(shown, after, names, numbers))
    return Page(items=items, next_cursor=page.next_cursor)


@dataclass(frozen=True, slots=True)
class _Balanced:
    """A page of entries, with what is left and owed after each, in micro-dollars."""

    items: list[Item]
    after: list[Sums]
    next_cursor: str | None


def _list_oldest(
    work: UnitOfWork, query: StatementQuery, wallet: str, window: tuple[datetime, datetime], shows: Shows
) -> _Balanced:
    """List from the start of the window on, adding each entry to the balance before it."""
    start, end = window
    (balance, owed), cursor = _decode(query.cursor) if query.cursor else (_opening(work, wallet, start, shows), None)
    page = entries.list_entries(
        work.table, wallet, clock.to_text(start), clock.to_text(end), limit=query.limit, cursor=cursor, shows=shows
    )
    after = list[Sums]()
    for item in page.items:  # an entry that is not shown changes nothing of what is
        amount, more_owed = _sums(item["parts"], shows)
        balance, owed = balance + amount, owed + more_owed
        after.append((balance, owed))
    return _Balanced(page.items, after, _encode(balance, owed, page.next_cursor))


def _list_newest(
    work: UnitOfWork, query: StatementQuery, wallet: str, window: tuple[datetime, datetime], shows: Shows
) -> _Balanced:
    """List from the end of the window back, taking each entry off the balance after it.

    The balance at the end is added up from the very entries that are listed, so that none is in one and not in both.
    """
    start, end = (clock.to_text(at) for at in window)
    recent = None
    if query.cursor:
        (balance, owed), cursor = _decode(query.cursor)
    else:
        closed_at, parts = reports.last_closing(work.table, wallet, window[1])
        recent = Recent(closed_at, list(entries.read_entries(work.table, wallet, closed_at, end)))
        (balance, owed), cursor = _sums(sum_parts((item["parts"] for item in recent.entries), parts), shows), None
    page = list_newest(work.table, wallet, start, end, limit=query.limit, cursor=cursor, recent=recent, shows=shows)
    after = list[Sums]()
    for item in page.items:
        after.append((balance, owed))
        amount, more_owed = _sums(item["parts"], shows)
        balance, owed = balance - amount, owed - more_owed
    return _Balanced(page.items, after, _encode(balance, owed, page.next_cursor))


def _encode(balance: int, owed: int, cursor: str | None) -> str | None:
    return f"{balance}_{owed}.{cursor}" if cursor else None


def _payments_in(entries: Iterable[Item]) -> list[str]:
    """Return the payments whose money these entries moved at PayPal, each once."""
    payments = (entry["about"].get("payment_id") for entry in entries if entry.get("paid"))
    return list(dict.fromkeys(payment_id for payment_id in payments if payment_id))


def _people_in(entry: Item) -> tuple[str | None, ...]:
    return entry["actor"], entry["about"].get("user_id")


def _wallet(work: UnitOfWork, query: StatementQuery) -> tuple[Person, str, Shows]:
    person = callers.read_caller(work)
    if query.user_id in (None, "me", person.account_id):
        return person, _own_wallet(person, query), None
    user = people.find(work.table, str(query.user_id))
    person.may_see(user)
    return person, user.account_id, lambda part: not is_of_another_team(part, person.team)


def _own_wallet(person: Person, query: StatementQuery) -> str:
    return person.account_id if query.user_id else person.wallet(person.usual_payer)


def _opening(work: UnitOfWork, wallet: str, start: datetime, shows: Shows) -> Sums:
    closed_at, parts = reports.last_closing(work.table, wallet, start)
    between = entries.read_entries(work.table, wallet, closed_at, clock.to_text(start))
    return _sums(sum_parts((entry["parts"] for entry in between), parts), shows)


def _sums(parts: Mapping[str, int], shows: Shows) -> Sums:
    """Return what is left of the parts that are shown, with what is held for calls, and what is owed."""
    left = (amount for part, amount in parts.items() if is_left(part) and (shows is None or shows(part)))
    return sum(left), -parts.get(OWED, 0)


def _decode(cursor: str) -> tuple[Sums, str]:
    balance, _, rest = cursor.partition(".")
    found = _BALANCE.fullmatch(balance)
    if not found:
        raise InvalidCursor(field="cursor")
    return (int(found[1]), int(found[2])), rest
