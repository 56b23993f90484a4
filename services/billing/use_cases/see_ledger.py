"""See the entries of a wallet with the balance after each, and what the nightly check found (B16).

The balance after an entry is what all entries up to it sum up to: begun at a closing that the nightly check has
written, added up from there. It cannot disagree with the entries, whatever is booked at the same time, and no writer
waits for a number. The order is by when each change began; two at the same moment may stand the other way round than
they were booked.
"""

from datetime import datetime

from kernel import clock
from kernel.calls import Call
from kernel.cursors import InvalidCursor
from kernel.entries import Item
from kernel.pages import Listed
from kernel.work import Work
from services.billing.bodies import StatementQuery
from services.billing.ledger import is_free
from services.billing.people import Payer, Person
from services.billing.stores import ledger, people, reports
from services.billing.views import CheckView, EntryView, Signed


def see_ledger(work: Work, call: Call, query: StatementQuery) -> Listed[EntryView]:
    """A page of a wallet's entries, oldest first."""
    wallet = _wallet(work, call, query)
    start, end = query.window(work.now)
    if query.cursor:
        balance, cursor = _read(query.cursor)
    else:
        balance, cursor = _opening(work, wallet, start), None
    page = ledger.entries_between(
        work.table, wallet, clock.to_text(start), clock.to_text(end), limit=query.limit, cursor=cursor
    )
    items = []
    for item in page.items:
        balance += item["amount"]
        items.append(EntryView.of(item, balance))
    return Listed(items=items, next_cursor=f"{balance}.{page.next_cursor}" if page.next_cursor else None)


def see_checks(work: Work, call: Call, payer: Payer | None) -> Listed[CheckView]:
    """What the last check of the wallet found, and of one's own."""
    person = people.find(work.table, call.caller_id)
    wallets = dict.fromkeys([person.wallet(payer or person.usual_payer), person.account_id])
    keys = [reports.check_key(wallet) for wallet in wallets]
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys])
    return Listed(items=[_check(item) for item in found.values()], next_cursor=None)


def _wallet(work: Work, call: Call, query: StatementQuery) -> str:
    person = people.find(work.table, call.caller_id)
    if query.user_id in (None, "me"):
        return _own(person, query)
    user = people.find(work.table, str(query.user_id))
    person.may_see(user)
    return user.account_id


def _own(person: Person, query: StatementQuery) -> str:
    return person.account_id if query.user_id == "me" else person.wallet(person.usual_payer)


def _opening(work: Work, wallet: str, start: datetime) -> int:
    closed_at, parts = reports.last_closing(work.table, wallet, start)
    balance: int = sum(amount for part, amount in parts.items() if is_free(part))
    between = ledger.entries_from(work.table, wallet, closed_at, clock.to_text(start))
    return balance + sum(int(entry["amount"]) for entry in between)


def _read(cursor: str) -> tuple[int, str]:
    balance, _, rest = cursor.partition(".")
    try:
        return int(balance), rest
    except ValueError as error:
        raise InvalidCursor(field="cursor") from error


def _check(item: Item) -> CheckView:
    balance, by_entries = item["balance"], item["by_entries"]
    return CheckView(
        wallet=item["wallet"],
        checked_at=clock.from_text(item["checked_at"]),
        balance=Signed.of(balance),
        by_entries=Signed.of(by_entries),
        difference=Signed.of(balance - by_entries),
    )
