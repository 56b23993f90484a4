"""Lists the entries of a wallet with the balance after each, and the results of the nightly checks (B16).

The balance after an entry is the sum of all entries up to it: begun at a closing that the nightly check has written,
added up from there. It cannot disagree with the entries, whatever is booked at the same time, and no writer waits for
a number. The order is by when each change began; two at the same moment may be listed in another order than they were
booked.

Owners and admins see of a member's wallet what the team gave and what the member bought, and nothing of other teams.

The running balance is added up when it is read, from the nightly closing and the entries since. A sequence number on
each entry would make every writer of a busy wallet wait for the one before.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from kernel import clock
from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.ledger import is_free, is_of_another_team
from services.billing.domain.person import Payer, Person
from services.billing.http.schemas import StatementQuery
from services.billing.http.views import CheckView, EntryView, Signed
from services.billing.stores import ledger, people, reports
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people

_BALANCE = re.compile(r"-?[0-9]{1,14}")
Shows = Callable[[str], bool]


def list_entries(work: UnitOfWork, *, query: StatementQuery) -> Page[EntryView]:
    """Return a page of a wallet's entries, oldest first."""
    person, wallet, shows = _wallet(work, query)
    start, end = query.window(work.now)
    if query.cursor:
        balance, cursor = _decode(query.cursor)
    else:
        balance, cursor = _opening(work, wallet, start, shows), None
    page = ledger.list_entries(
        work.table, wallet, clock.to_text(start), clock.to_text(end), limit=query.limit, cursor=cursor, shows=shows
    )
    names = name_people(work, person, (item["actor"] for item in page.items))
    items = []
    for item in page.items:  # an entry that is not shown changes nothing of what is
        amount = _sum_free(item["parts"], shows)
        balance += amount
        items.append(EntryView.of(item | {"amount": amount}, balance, names))
    return Page(items=items, next_cursor=f"{balance}.{page.next_cursor}" if page.next_cursor else None)


def list_checks(work: UnitOfWork, *, payer: Payer | None) -> Page[CheckView]:
    """Return the last check of the payer's wallet, and of the caller's own."""
    person = callers.read_caller(work)
    wallets = dict.fromkeys([person.wallet(payer or person.usual_payer), person.account_id])
    keys = [reports.check_key(wallet) for wallet in wallets]
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys])
    return Page(items=[_check(item) for item in found.values()], next_cursor=None)


def _wallet(work: UnitOfWork, query: StatementQuery) -> tuple[Person, str, Shows]:
    person = callers.read_caller(work)
    if query.user_id in (None, "me", person.account_id):
        return person, _own_wallet(person, query), lambda part: True
    user = people.find(work.table, str(query.user_id))
    person.may_see(user)
    return person, user.account_id, lambda part: not is_of_another_team(part, person.team)


def _own_wallet(person: Person, query: StatementQuery) -> str:
    return person.account_id if query.user_id else person.wallet(person.usual_payer)


def _opening(work: UnitOfWork, wallet: str, start: datetime, shows: Shows) -> int:
    closed_at, parts = reports.last_closing(work.table, wallet, start)
    between = ledger.read_entries(work.table, wallet, closed_at, clock.to_text(start))
    return _sum_free(parts, shows) + sum(_sum_free(entry["parts"], shows) for entry in between)


def _sum_free(parts: Mapping[str, int], shows: Shows) -> int:
    return sum(amount for part, amount in parts.items() if is_free(part) and shows(part))


def _decode(cursor: str) -> tuple[int, str]:
    balance, _, rest = cursor.partition(".")
    if not _BALANCE.fullmatch(balance):
        raise InvalidCursor(field="cursor")
    return int(balance), rest


def _check(item: Item) -> CheckView:
    balance, by_entries = item["balance"], item["by_entries"]
    return CheckView(
        wallet=item["wallet"],
        checked_at=clock.from_text(item["checked_at"]),
        balance=Signed.of(balance),
        by_entries=Signed.of(by_entries),
        difference=Signed.of(balance - by_entries),
    )
