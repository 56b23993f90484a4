"""Start the daily inventory, and its second look, an hour after the first (N16)."""

from datetime import UTC, datetime, timedelta

from contracts.inventory import InventoryDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.stores import inventories
from services.numbers.use_cases.inventory.compare_inventory import DOUBTS

AGAIN_AFTER = timedelta(hours=1)
_LATE = timedelta(days=2)


def start_inventory(work: UnitOfWork, as_of: datetime) -> None:
    """Publish the day's first step. Raise the alarm if the last two days' inventories have not come to their ends."""
    day, last = as_of.astimezone(UTC).date(), inventories.find_last(work.table)
    if (last and last.day < str(day - _LATE)) or (last and not last.is_confirmed):
        log().error("carrier.inventory.late", extra={"compared": last.day, "is_confirmed": last.is_confirmed})
        count("InventoryLate")
    if last is None:  # from here on an inventory that does not end is late
        work.save([inventories.save_last(inventories.Last(str(day - timedelta(days=1)), work.now, is_confirmed=True))])
    work.publish(InventoryDue(day=str(day)))


def look_again(work: UnitOfWork, as_of: datetime) -> None:
    """Publish the second look at what differed, if the first is an hour old."""
    last = inventories.find_last(work.table)
    if last and not last.is_confirmed and as_of >= last.compared_at + AGAIN_AFTER:
        work.publish(InventoryDue(day=last.day, part=DOUBTS))
