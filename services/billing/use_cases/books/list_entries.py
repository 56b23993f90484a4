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
from datetime import datetime

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
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people

_BALANCE = re.compile(r"(-?[0-9]{1,14})_(-?[0-9]{1,14})")  # what is left, and what is owed
Shows = Callable[[str], bool] | None  # which parts the reader sees of a member's wallet; all of their own


def list_entries(work: UnitOfWork, *, query: StatementQuery) -> Page[EntryView]:
    """Return a page of a wallet's entries, oldest first."""
    person, wallet, shows = _wallet(work, query)
    start, end = query.window(work.now)
    if query.cursor:
        balance, owed, cursor = _decode(query.cursor)
    else:
        (balance, owed), cursor = _opening(work, wallet, start, shows), None
    page = entries.list_entries(
        work.table, wallet, clock.to_text(start), clock.to_text(end), limit=query.limit, cursor=cursor, shows=shows
    )
    names = name_people(work, person, (its_id for item in page.items for its_id in _people_in(item)))
    paid = _payments_in(page.items) if shows is None else []  # a member's own invoices are theirs alone
    numbers = invoices.numbers_of(work.table, paid)
    items, now = [], clock.to_text(work.now)
    for item in page.items:  # an entry that is not shown changes nothing of what is
        amount, more_owed = _sums(item["parts"], shows)
        balance, owed = balance + amount, owed + more_owed
        shown = item | {"amount": amount, "at": min(item["at"], now)}  # a quarter of usage ends later
        items.append(EntryView.of(shown, (balance, owed), names, numbers))
    return Page(items=items, next_cursor=f"{balance}_{owed}.{page.next_cursor}" if page.next_cursor else None)


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


def _opening(work: UnitOfWork, wallet: str, start: datetime, shows: Shows) -> tuple[int, int]:
    closed_at, parts = reports.last_closing(work.table, wallet, start)
    between = entries.read_entries(work.table, wallet, closed_at, clock.to_text(start))
    return _sums(sum_parts((entry["parts"] for entry in between), parts), shows)


def _sums(parts: Mapping[str, int], shows: Shows) -> tuple[int, int]:
    """Return what is left of the parts that are shown, with what is held for calls, and what is owed."""
    left = (amount for part, amount in parts.items() if is_left(part) and (shows is None or shows(part)))
    return sum(left), -parts.get(OWED, 0)


def _decode(cursor: str) -> tuple[int, int, str]:
    balance, _, rest = cursor.partition(".")
    found = _BALANCE.fullmatch(balance)
    if not found:
        raise InvalidCursor(field="cursor")
    return int(found[1]), int(found[2]), rest
