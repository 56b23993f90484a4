"""Runs the comparison of PayPal's books with ours: from the watermark on, part by part (B17).

A part is compared page by page, each by a task that publishes the next, so that any of them may be repeated. What ends
a stage publishes the next one; the watermark moves when all parts of all stages are done, and never over one that
failed: the next run begins before it again.
"""

from typing import TYPE_CHECKING

from contracts.bookkeeping import ReconciliationDue, ReconciliationPartDue
from contracts.sentences import say
from kernel import ids
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.reconciliation import Part, PartKind, Reconciliation, Stage, plan
from services.billing.stores import reconciliations
from services.billing.use_cases.reconciliation.book_movements import book_movements
from services.billing.use_cases.reconciliation.compare_events import compare_events
from services.billing.use_cases.reconciliation.compare_payments import compare_payments
from services.billing.use_cases.reconciliation.findings import Findings, Place
from services.billing.use_cases.reconciliation.start_reconciliation import create_run, publish_parts

if TYPE_CHECKING:
    from services.billing.paypal import PayPal
    from services.billing.paypal.history import History

_MOST_PAGES = 100_000


def advance_run(work: UnitOfWork, event: ReconciliationDue) -> None:
    """End a run's stage if all of its parts are done, and publish those of the next stage."""
    run = _find(work.table, event.run)
    done = reconciliations.list_done(work.table, run.run)
    if run.stage is Stage.ENDED or any(part.name not in done for part in run.parts(run.stage)):
        return
    work.save([reconciliations.advance(run, work.now)])
    following = run.next()
    publish_parts(work, following)
    if following.stage is Stage.ENDED:
        _end(work, following)


def _end(work: UnitOfWork, run: Reconciliation) -> None:
    reached = reconciliations.find_watermark(work.table)
    if reached is None or reached < run.end:
        work.save([reconciliations.move_watermark(run.end)])
    if run.end < run.aim:
        create_run(work, plan(ids.new_id("rec"), run.end, run.aim))


def compare_part(work: UnitOfWork, paypal: "PayPal", history: "History", event: ReconciliationPartDue) -> None:
    """Compare a page of a part, and publish the task for the next one, or that the part is done."""
    part = _find(work.table, event.run).part(event.part)
    findings = Findings(work.table, dict(event.sums))
    place = _compare(work, paypal, history, part, event, findings)
    if place is None:
        work.save([reconciliations.save_part(event.run, part, findings.sums)])
        work.publish(ReconciliationDue(run=event.run))
    elif place.page < _MOST_PAGES:
        where = {"page": place.page, "skip": place.skip, "cursor": place.cursor}
        work.publish(ReconciliationPartDue(run=event.run, part=event.part, sums=findings.sums, **where))
    else:
        raise RuntimeError(f"{event.part} of {event.run} does not end")


def _compare(
    work: UnitOfWork, paypal: "PayPal", history: "History", part: Part, event: ReconciliationPartDue, findings: Findings
) -> Place | None:
    match part.kind:
        case PartKind.EVENTS:
            return compare_events(work, paypal, history, part, event, findings)
        case PartKind.TRANSACTIONS:
            return book_movements(work, history, part, event, findings)
        case PartKind.PAYMENTS:
            return compare_payments(work, paypal, part, event, findings)


def _find(table: Table, run: str) -> Reconciliation:
    found = reconciliations.find(table, run)
    if found is None:
        raise NotFound(say("There is no run {id}.", id=run))
    return found
