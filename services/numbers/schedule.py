"""What numbers does by the clock, in UTC."""

from kernel.schedule import Run, Schedule
from services.numbers import wiring
from services.numbers.stores import numbers
from services.numbers.use_cases import release_number

schedule = Schedule("numbers", wiring.table)
handler = schedule.handler


@schedule.job(every="rate(5 minutes)")
def look_after_orders(run: Run) -> None:
    """Ask what became of orders whose webhook has not come."""
    run.each(numbers.due(run.table, "order", run.as_of), release_number.look_after_order)


@schedule.job(every="rate(1 hour)")
def release_numbers(run: Run) -> None:
    """Release the numbers whose reserve is over."""
    run.each(numbers.due(run.table, "release", run.as_of), release_number.release_number)
