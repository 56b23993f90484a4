"""The door to the bus for the comparison of calls with the carrier's records, with a queue of its own (N9)."""

from contracts.calls import CallComparisonDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import comparison_wiring, wiring
from services.numbers.use_cases.call_comparison import compare_calls

comparing = Consumer("numbers-comparing", wiring.table)
handler = comparing.handler


@comparing.on(CallComparisonDue)
def compare_due_calls(work: UnitOfWork, event: CallComparisonDue) -> None:
    """Do a step of the comparison of a day's calls."""
    compare_calls.compare_calls(work, comparison_wiring.call_records, event)
