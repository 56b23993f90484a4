"""The door to the bus that prepares the part of numbers of exports, page by page, with a queue of its own."""

from contracts.exports import NumbersPartDue, NumbersPartReady
from kernel.exports.door import exporting_door
from kernel.exports.kinds import Exported
from services.numbers import wiring


def _load() -> Exported:
    from services.numbers.stores.exported import EXPORTED

    return EXPORTED


exporting = exporting_door(wiring.table, _load, name="numbers", due=NumbersPartDue, ready=NumbersPartReady)
handler = exporting.handler
