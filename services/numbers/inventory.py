"""The door to the bus for the comparison of our numbers with the carrier's lists, with a queue of its own (N16)."""

from contracts.inventory import InventoryDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import comparison_wiring, wiring
from services.numbers.use_cases.inventory import compare_inventory

inventory = Consumer("numbers-inventory", wiring.table)
handler = inventory.handler


@inventory.on(InventoryDue)
def compare_due_inventory(work: UnitOfWork, event: InventoryDue) -> None:
    """Do a step of a day's inventory."""
    settings = comparison_wiring.inventory_settings()
    compare_inventory.compare_inventory(work, comparison_wiring.carrier_inventory, settings, event)
