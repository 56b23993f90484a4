"""Gives drafts their numbers: sequential for each seller, kind and year, without holes (B13).

The counter is raised in the transaction that gives its numbers, so a number is never given without a document, nor
twice. Each transaction numbers all drafts that wait, up to a page: of many who come at once one numbers for the others,
who then find nothing left to do.
"""

from dataclasses import replace
from datetime import datetime

from contracts.billing import NoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale, Unavailable
from services.billing.domain.invoice import DocumentKind, number_of
from services.billing.stores import invoices
from services.billing.stores.invoices import Counter, Draft

_AT_ONCE = 25  # each is two entries and an event of a transaction
_TRIES = 40


def number_drafts(work: UnitOfWork, series: str) -> None:
    """Number every draft of a series that waits by now. Raises Unavailable if others keep numbering at the same time.

    Commits by itself: it is the last step, and may be repeated at any time.
    """
    for _ in range(_TRIES):
        waiting = invoices.list_drafts(work.table, series, _AT_ONCE)
        if not waiting:
            return
        fresh = work.afresh()
        _number(fresh, series, waiting)
        try:
            fresh.commit()
        except Stale:
            continue
    raise Unavailable("Invoices are being numbered. Please try again.", retry_after=1)


def _number(work: UnitOfWork, series: str, waiting: list[Draft]) -> None:
    counter = invoices.find_counter(work.table, series, work.now.year)
    at = max(work.now, counter.last_at or work.now)  # clocks differ, and dates rise with the numbers
    for place, draft in enumerate(waiting, counter.last + 1):
        number = number_of(series, counter.year, place)
        work.save(invoices.give_number(draft, series, number, at))
        work.publish(_notice(draft))
    work.save([invoices.raise_counter(_raised(counter, len(waiting), at), counter)])


def _raised(counter: Counter, by: int, at: datetime) -> Counter:
    return replace(counter, last=counter.last + by, last_at=at)


def _notice(draft: Draft) -> NoticeDue:
    return NoticeDue(
        wallet=draft.wallet,
        kind="receipt" if draft.kind == DocumentKind.INVOICE else "invoice_corrected",
        amount=draft.total,
        payment_id=draft.payment_id,
        invoice_id=draft.invoice_id,
    )
