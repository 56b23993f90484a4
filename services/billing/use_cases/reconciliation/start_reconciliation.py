"""Starts the comparison with PayPal, and watches that it comes to an end (B17)."""

from datetime import datetime, timedelta

from contracts.bookkeeping import ReconciliationPartDue
from kernel import clock, ids
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.reconciliation import LATE, Reconciliation, plan
from services.billing.stores import reconciliations

_SETTLES = timedelta(minutes=10)  # what is younger may be under way


def start_run(work: UnitOfWork, as_of: datetime) -> None:
    """Start the run from the watermark to some minutes before an instant that is not in the future."""
    aim = min(as_of - _SETTLES, clock.now() + timedelta(seconds=1))  # PayPal counts in whole seconds
    create_run(work, plan(ids.new_id("rec"), reconciliations.find_watermark(work.table), aim))


def create_run(work: UnitOfWork, run: Reconciliation) -> None:
    """Write a run, and publish the parts that it begins with."""
    work.save([reconciliations.create(run, work.now)])
    publish_parts(work, run)


def publish_parts(work: UnitOfWork, run: Reconciliation) -> None:
    """Publish the parts of a run's stage."""
    work.publish(*(ReconciliationPartDue(run=run.run, part=part.name) for part in run.parts(run.stage)))


def watch_watermark(table: Table, as_of: datetime) -> None:
    """Raise the alarm if PayPal was not compared for too long, which is from the first run on until one has ended."""
    reached = reconciliations.find_watermark(table)
    since = reached or reconciliations.first_start(table)
    if since and since < as_of - LATE:
        log().error("billing.reconciliation.late", extra={"compared_until": clock.to_text(reached) if reached else ""})
        count("ReconciliationLate")
