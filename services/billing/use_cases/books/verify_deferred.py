"""Compares deferred revenue with what plans have not earned, for each payment of which it moved on a day (B16, B19)."""

from collections.abc import Iterable, Iterator

from contracts.bookkeeping import DeferredCheckDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.accounts import RESTS
from services.billing.domain.earning import not_earned
from services.billing.domain.trial_balance import Posting
from services.billing.stores import deferred, payments, plan_lines

_AT_ONCE = 25


def check_deferred(postings: Iterable[Posting]) -> Iterator[DeferredCheckDue]:
    """Yield the tasks for the payments whose deferred revenue these lines of journals move."""
    moved = list(dict.fromkeys(part for account, part, _ in postings if account in RESTS))
    for first in range(0, len(moved), _AT_ONCE):
        yield DeferredCheckDue(payment_ids=moved[first : first + _AT_ONCE])


def verify_deferred(work: UnitOfWork, event: DeferredCheckDue) -> None:
    """Compare these payments; what differs a second time, from an index that is not late any more, is an alarm."""
    found = {payment_id: _differs(work, payment_id) for payment_id in event.payment_ids}
    differing = {payment_id: sums for payment_id, sums in found.items() if sums}
    if not event.again and differing:
        work.publish(DeferredCheckDue(payment_ids=list(differing), again=True))
        return
    for payment_id, sums in differing.items():
        log().error("billing.deferred.difference", extra={"payment_id": payment_id, "sums": sums})
        count("DeferredDifference")


def _differs(work: UnitOfWork, payment_id: str) -> dict[str, int] | None:
    """Return what its journals, the payment and its plans say is deferred; None if they say the same.

    What a run is to review first is known by the journals and the payment alone.
    """
    payment = payments.find(work.table, payment_id)
    sums = {"by_journals": deferred.sum_rest(work.table, payment_id), "by_payment": payment.rest if payment else 0}
    if payment:
        lines = plan_lines.list_all(work.table, payment_id)
        by_plans = not_earned(payment, lines, deferred.find_next(work.table, payment_id), work.now)
        sums |= {} if by_plans is None else {"by_plans": by_plans}
    return sums if len(set(sums.values())) > 1 else None
