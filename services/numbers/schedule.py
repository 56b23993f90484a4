"""What numbers does by the clock, in UTC."""

from contracts.messages import MessageDue
from contracts.numbers import PortInDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.schedule import Run, Schedule
from services.numbers import wiring
from services.numbers.stores.due_dates import due
from services.numbers.use_cases.numbers import release_number
from services.numbers.use_cases.port_ins import cancel_port_in

schedule = Schedule("numbers", wiring.table)
handler = schedule.handler


@schedule.job(every="rate(5 minutes)")
def look_after_orders(run: Run) -> None:
    """Ask what became of orders whose webhook has not come."""
    run.each(due(run.table, "order", run.as_of), release_number.look_after_order)


@schedule.job(every="rate(1 hour)")
def release_numbers(run: Run) -> None:
    """Release the numbers whose reserve is over."""
    run.each(due(run.table, "release", run.as_of), release_number.release_number)


@schedule.job(every="rate(5 minutes)")
def look_after_port_ins(run: Run) -> None:
    """Have the carrier asked about transfers of which nothing was heard for a while, or that it did not take yet."""

    def settle(work: UnitOfWork, port_id: str) -> None:
        work.publish(PortInDue(port_id=port_id))

    run.each(due(run.table, "port", run.as_of), settle)


@schedule.job(every="rate(1 hour)")
def drop_drafts(run: Run) -> None:
    """Drop the forms of transfers that nobody sent in thirty days."""
    run.each(due(run.table, "draft", run.as_of), cancel_port_in.drop_draft)


@schedule.job(every="rate(5 minutes)")
def look_after_messages(run: Run) -> None:
    """Send texts that the carrier did not take yet, and settle those of which it has not told the end."""

    def settle(work: UnitOfWork, message_id: str) -> None:
        work.publish(MessageDue(message_id=message_id, as_of=work.now))

    run.each(due(run.table, "message", run.as_of), settle)
