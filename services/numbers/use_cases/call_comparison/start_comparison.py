"""Start to compare the carrier's records with our calls, day by day from where the last comparison ended (N9)."""

from datetime import UTC, datetime, timedelta

from contracts.calls import CallComparisonDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.stores import call_comparisons

_LATE = timedelta(days=1)


def start_comparison(work: UnitOfWork, as_of: datetime) -> None:
    """Publish the first day that is not compared, up to the day before; those after it follow one by one.

    Raise the alarm if the last night's comparison has not come to its end.
    """
    until = as_of.astimezone(UTC).date() - timedelta(days=1)
    reached = call_comparisons.find_watermark(work.table)
    if reached is None:
        reached = until - timedelta(days=1)
        work.save([call_comparisons.begin_after(reached)])
    elif reached < until - _LATE:
        log().error("carrier.comparison.late", extra={"compared_until": str(reached)})
        count("CallComparisonLate")
    if reached < until:
        work.publish(CallComparisonDue(day=str(reached + timedelta(days=1)), until=str(until)))
