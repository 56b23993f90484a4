"""Books what moves our balance at PayPal without a payment: payouts to the bank, and fees of disputes (B17, B19).

Each is booked once, by PayPal's id. What belongs to a payment is booked from its events; what is of neither kind is a
line of the report, to be booked by hand.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from contracts.bookkeeping import ReconciliationPartDue
from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import Journal
from services.billing.domain.movement import Movement, cause_of
from services.billing.domain.reconciliation import OVERLAP, Part
from services.billing.paypal.history import TooManyError
from services.billing.stores import ledger
from services.billing.use_cases.reconciliation.findings import Findings, Place

if TYPE_CHECKING:
    from services.billing.paypal.history import History

Lines = list[list[Any]]  # of a journal: the two parts of a ledger account, and the amount
_LONG_PENDING = OVERLAP - timedelta(days=1)  # soon no run looks at it any more


def book_movements(
    work: UnitOfWork, history: "History", part: Part, due: ReconciliationPartDue, findings: Findings
) -> Place | None:
    """Book a page of the movements of a window, which is halved if it has too many; return where to go on."""
    since, until = _window(part, due.cursor)
    try:
        movements, has_more = history.movements(since, until, due.page + 1)
    except TooManyError:
        middle = since + timedelta(seconds=int((until - since).total_seconds()) // 2)
        return Place(cursor=_to_cursor(since, middle))
    books = _Books(work)
    for at, movement in enumerate(movements[due.skip :], due.skip):
        if findings.is_enough:
            return Place(due.page, at, due.cursor)
        gives_back = movement.may_be_fee_back and books.has(cause_of(movement.reference))
        _compare(books, replace(movement, is_fee_back=gives_back), part, findings)
    if has_more:
        return Place(due.page + 1, 0, due.cursor)
    return Place(cursor=_to_cursor(until, part.end)) if until < part.end else None


@dataclass
class _Books:
    """The journals of a page: those that are booked, and those that the page books."""

    work: UnitOfWork
    known: dict[str, Lines] = field(default_factory=dict)

    def has(self, cause: str) -> bool:
        """Return whether a cause is booked."""
        return cause in self.known or ledger.is_posted(self.work.table, cause)

    def book(self, journal: Journal) -> Lines:
        """Book a journal unless its cause is booked, and return what is booked."""
        if journal.key not in self.known:
            booked = ledger.find_journal(self.work.table, journal.key)
            if booked is None:
                ledger.post(self.work, journal)
            self.known[journal.key] = booked["lines"] if booked else _lines_of(journal)
        return self.known[journal.key]


def _compare(books: _Books, movement: Movement, part: Part, findings: Findings) -> None:
    micros = movement.micros or 0
    if movement.is_done:
        findings.add(movement.group)
        findings.add(f"{movement.group}:money", micros)
        findings.add(f"{movement.group}:fee", movement.fee or 0)
    at = movement.at or part.start
    if movement.is_of_payment:
        return
    if not movement.is_done:
        if movement.status == "P" and at < books.work.now - _LONG_PENDING:
            findings.differs(at, movement.cause, "movement_pending", "", 0, micros)
        return
    journal = movement.to_journal()
    if journal is None:
        findings.differs(at, movement.cause, "movement_not_booked", movement.payment_id, 0, micros)
        return
    findings.spent += 1
    booked = books.book(journal)
    if booked != _lines_of(journal):
        ours = sum(amount for account, _, amount in booked if account == Outside.PAYPAL)
        findings.differs(at, movement.cause, "movement_differs", "", -ours, micros + (movement.fee or 0))


def _lines_of(journal: Journal) -> Lines:
    return [[line.account.wallet, line.account.part, line.amount] for line in journal.lines]


def _window(part: Part, cursor: str | None) -> tuple[datetime, datetime]:
    if not cursor:
        return part.start, part.end
    since, _, until = cursor.partition("/")
    return clock.from_text(since), clock.from_text(until)


def _to_cursor(since: datetime, until: datetime) -> str:
    return f"{clock.to_text(since)}/{clock.to_text(until)}"
